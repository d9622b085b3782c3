package io.mpmoperator.server.proxy;

import io.mpmoperator.proxy.BackendUrl;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * The addresses of a backend. A name is resolved again after a few seconds, and where that fails, what is known stays in use. The
 * runtime itself remembers a name as long as {@code networkaddress.cache.ttl} says, which is 30 seconds by default.
 */
final class Addresses {

    private static final long AGE = Duration.ofSeconds(5).toNanos();

    private final BackendUrl url;
    private List<SocketAddress> known = List.of();
    private long since;

    Addresses(BackendUrl url) {
        this.url = url;
    }

    /**
     * All of them, in the order in which they are tried.
     *
     * @throws BackendException where the name has none
     */
    synchronized List<SocketAddress> at(long now) throws BackendException {
        if (known.isEmpty() || now - since > AGE) {
            since = now;
            known = resolved();
        }
        return known;
    }

    private List<SocketAddress> resolved() throws BackendException {
        if (!url.socket().isEmpty()) {
            return List.of(UnixDomainSocketAddress.of(url.socket()));
        }
        try {
            return Arrays.stream(InetAddress.getAllByName(url.host()))
                    .<SocketAddress>map(address -> new InetSocketAddress(address, url.port()))
                    .toList();
        } catch (UnknownHostException e) {
            if (known.isEmpty()) {
                throw new BackendException(BackendException.BAD_GATEWAY, "the name " + url.host() + " has no address");
            }
            return known;
        }
    }
}
