package io.mpmoperator.server.control;

import io.mpmoperator.conf.ListenAddress;
import io.mpmoperator.server.nativecalls.Posix;
import io.mpmoperator.server.nativecalls.PosixException;
import io.mpmoperator.server.nativecalls.SocketQueues;
import java.net.InetSocketAddress;

/** From the addresses of a configuration to sockets; what cannot be had is said with its directive and the reason. */
final class Binding {

    /** Why an IPv6 address cannot be listened on. */
    static final String NO_IPV6 = "this machine's kernel has no IPv6: an IPv4 address, or a port alone, is accepted";

    private Binding() {}

    /**
     * The descriptor of a socket that listens (Listen, ListenBacklog, ReceiveBufferSize).
     *
     * @throws ConfigurationException when the address cannot be had
     */
    static int listen(Posix posix, ListenAddress address, SocketQueues queues) throws ConfigurationException {
        try {
            return posix.listen(address("Listen", address), queues);
        } catch (PosixException e) {
            String reason = switch (e.errno()) {
                case PosixException.EADDRINUSE -> "the port is in use by another process";
                case PosixException.EADDRNOTAVAIL -> "the address is not one of this machine's";
                case PosixException.EAFNOSUPPORT -> NO_IPV6;
                case PosixException.EACCES -> "permission denied: a port below 1024 needs a privilege";
                default -> e.getMessage();
            };
            throw new ConfigurationException("Listen " + address + ": cannot listen: " + reason, e);
        }
    }

    /**
     * The address to bind, every one of the machine's where no host is given; so are {@code 0.0.0.0} and {@code [::]}, which
     * listen on IPv6 and IPv4, and on what there is where the kernel has no IPv6.
     *
     * @throws ConfigurationException when the host is not known
     */
    static InetSocketAddress address(String directive, ListenAddress address) throws ConfigurationException {
        InetSocketAddress socket = address.host().isEmpty()
                ? new InetSocketAddress(address.port())
                : new InetSocketAddress(address.host(), address.port());
        if (socket.isUnresolved()) {
            throw new ConfigurationException(
                    directive + " " + address + ": the host " + address.host() + " is not known");
        }
        return socket.getAddress().isAnyLocalAddress() ? new InetSocketAddress(address.port()) : socket;
    }
}
