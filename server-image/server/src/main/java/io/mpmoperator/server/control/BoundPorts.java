package io.mpmoperator.server.control;

import io.mpmoperator.conf.ListenAddress;
import io.mpmoperator.server.nativecalls.Posix;
import io.mpmoperator.server.nativecalls.SocketQueues;
import java.util.ArrayList;
import java.util.List;

/** The ports of a generation, in the order in which they are named. */
record BoundPorts(List<BoundPort> ports) {

    BoundPorts {
        ports = List.copyOf(ports);
    }

    /** What a port that is not bound yet is bound by. */
    @FunctionalInterface
    interface Binder {

        /** The descriptor of a socket that listens. */
        int bind(ListenAddress address) throws ConfigurationException;
    }

    /**
     * Ports for some addresses: those that there are already, and others that are bound. Where one cannot be had, none is bound.
     *
     * @throws ConfigurationException when an address cannot be had
     */
    static BoundPorts of(List<ListenAddress> addresses, BoundPorts before, Binder binder, Posix posix)
            throws ConfigurationException {
        List<BoundPort> left = new ArrayList<>(before.ports);
        List<BoundPort> ports = new ArrayList<>();
        try {
            for (ListenAddress address : addresses) {
                BoundPort same = left.stream()
                        .filter(port -> port.address().equals(address))
                        .findFirst()
                        .orElse(null);
                left.remove(same);
                ports.add(same == null ? new BoundPort(address, binder.bind(address)) : same);
            }
        } catch (ConfigurationException | RuntimeException e) {
            new BoundPorts(ports).closeAllBut(before, posix);
            throw e;
        }
        return new BoundPorts(ports);
    }

    static BoundPorts none() {
        return new BoundPorts(List.of());
    }

    List<Integer> descriptors() {
        return ports.stream().map(BoundPort::descriptor).toList();
    }

    /** Sets how much may wait at each. */
    void queues(SocketQueues queues, Posix posix) {
        descriptors().forEach(descriptor -> posix.queues(descriptor, queues));
    }

    /** Gives back those that others do not have. */
    void closeAllBut(BoundPorts others, Posix posix) {
        ports.stream().filter(port -> !others.ports.contains(port)).forEach(port -> posix.close(port.descriptor()));
    }

    /** Ends the listening of all, in other processes too that have them open. */
    void stop(Posix posix) {
        for (int descriptor : descriptors()) {
            posix.stopListening(descriptor);
            posix.close(descriptor);
        }
    }
}
