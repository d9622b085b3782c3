package io.mpmoperator.server.control;

import io.mpmoperator.conf.ListenAddress;
import io.mpmoperator.server.nativecalls.Posix;
import io.mpmoperator.server.nativecalls.PosixException;
import java.net.InetSocketAddress;

/** From the addresses of a configuration to sockets; what cannot be had is said with its directive and the reason. */
final class Binding {

    private Binding() {}

    /**
     * The descriptor of a socket that listens (Listen, ListenBacklog).
     *
     * @throws ConfigurationException when the address cannot be had
     */
    static int listen(Posix posix, ListenAddress address, int backlog) throws ConfigurationException {
        try {
            return posix.listen(address("Listen", address), backlog);
        } catch (PosixException e) {
            String reason = switch (e.errno()) {
                case PosixException.EADDRINUSE -> "the port is in use by another process";
                case PosixException.EADDRNOTAVAIL -> "the address is not one of this machine's";
                case PosixException.EACCES -> "permission denied: a port below 1024 needs a privilege";
                default -> e.getMessage();
            };
            throw new ConfigurationException("Listen " + address + ": cannot listen: " + reason, e);
        }
    }

    /**
     * The address to bind, every one of the machine's where no host is given.
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
        return socket;
    }
}
