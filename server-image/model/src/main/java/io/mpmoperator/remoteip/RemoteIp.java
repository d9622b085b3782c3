package io.mpmoperator.remoteip;

import io.mpmoperator.address.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the client in the field that proxies write, from its end: each address is believed as long as the one after it is that
 * of a trusted proxy. Where no proxy is named, none is trusted; Apache would believe everybody then.
 *
 * @param headerName {@code RemoteIPHeader}
 * @param proxiesHeader {@code RemoteIPProxiesHeader}
 */
public record RemoteIp(String headerName, List<TrustedProxy> proxies, Optional<String> proxiesHeader) {

    public RemoteIp {
        proxies = List.copyOf(proxies);
    }

    /** Without a field in which proxies are passed on. */
    public RemoteIp(String headerName, List<TrustedProxy> proxies) {
        this(headerName, proxies, Optional.empty());
    }

    /**
     * Finds the client of a request.
     *
     * @param peer the other end of the connection
     * @param header the value of the field; empty where it is absent
     */
    public RemoteClient client(IpAddress peer, Optional<String> header) {
        boolean trusted = trust(peer).isPresent();
        return header.filter(value -> trusted)
                .map(value -> new Walk(peer, value).client())
                .orElseGet(() -> new RemoteClient(peer, header, List.of(), trusted));
    }

    private Optional<TrustedProxy> trust(IpAddress address) {
        return proxies.stream()
                .filter(proxy -> proxy.network().contains(address))
                .findFirst();
    }

    /** The way from the end of the field to its beginning. */
    private final class Walk {

        private final IpAddress peer;
        private final List<IpAddress> passed = new ArrayList<>();
        private IpAddress client;
        private String rest;
        private boolean exhausted;

        private Walk(IpAddress peer, String header) {
            this.peer = peer;
            this.client = peer;
            this.rest = header;
        }

        private RemoteClient client() {
            Optional<TrustedProxy> proxy = trust(client);
            while (!exhausted && proxy.isPresent() && step(proxy.get().internal())) {
                proxy = trust(client);
            }
            return new RemoteClient(
                    client,
                    exhausted ? Optional.empty() : Optional.of(rest),
                    passed,
                    trust(peer).isPresent());
        }

        /** Takes the last element where it is an address that the proxy may name. */
        private boolean step(boolean internal) {
            int comma = rest.lastIndexOf(',');
            Optional<IpAddress> named =
                    IpAddress.parse(rest.substring(comma + 1).strip());
            if (named.isEmpty() || (!internal && isPrivate(named.get()))) {
                return false;
            }
            if (!internal) {
                passed.add(client);
            }
            client = named.get();
            exhausted = comma < 0;
            rest = exhausted ? "" : rest.substring(0, comma);
            return true;
        }
    }

    /** What no client on the internet has: private, loopback and link-local addresses, and all of IPv6 but 2000::/3. */
    private static boolean isPrivate(IpAddress address) {
        byte[] octets = address.octets();
        int first = octets[0] & 255;
        int second = octets[1] & 255;
        if (octets.length == 16) {
            return (first & 0xe0) != 0x20;
        }
        return first == 10
                || first == 127
                || (first == 169 && second == 254)
                || (first == 172 && (second & 0xf0) == 16)
                || (first == 192 && second == 168);
    }
}
