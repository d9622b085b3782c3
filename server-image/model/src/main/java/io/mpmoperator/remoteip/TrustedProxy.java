package io.mpmoperator.remoteip;

import io.mpmoperator.address.AddressRange;
import java.util.List;

/**
 * A network of proxies that are believed.
 *
 * @param internal whether they may name private addresses: {@code RemoteIPInternalProxy}, else {@code RemoteIPTrustedProxy}
 */
public record TrustedProxy(AddressRange network, boolean internal) {

    /**
     * Reads the arguments of {@code RemoteIPInternalProxy} or {@code RemoteIPTrustedProxy}.
     *
     * @throws IllegalArgumentException for host names, and what else is no network
     */
    public static List<TrustedProxy> parse(List<String> networks, boolean internal) {
        return networks.stream()
                .map(text -> new TrustedProxy(AddressRange.parse(text), internal))
                .toList();
    }
}
