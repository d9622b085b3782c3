package io.mpmoperator.remoteip;

import io.mpmoperator.address.IpAddress;
import java.util.List;
import java.util.Optional;

/**
 * Whom a request comes from.
 *
 * @param address of the client, as far as it is believed
 * @param header what is left of the field that named it, for who comes after; empty where nothing is
 * @param proxies the trusted proxies that are passed on in {@code RemoteIPProxiesHeader}, internal ones excepted
 * @param peerTrusted whether the other end of the connection is a proxy that is believed, about the scheme too
 */
public record RemoteClient(IpAddress address, Optional<String> header, List<IpAddress> proxies, boolean peerTrusted) {

    public RemoteClient {
        proxies = List.copyOf(proxies);
    }

    /**
     * Whether the client speaks TLS to a proxy.
     *
     * @param forwardedProto the field {@code X-Forwarded-Proto}, of whose list the first element counts; empty where it is absent
     */
    public boolean speaksTls(Optional<String> forwardedProto) {
        return peerTrusted
                && forwardedProto
                        .map(list -> list.split(",", -1)[0].strip().equalsIgnoreCase("https"))
                        .orElse(false);
    }
}
