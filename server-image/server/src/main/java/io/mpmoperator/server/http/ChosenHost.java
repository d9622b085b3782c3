package io.mpmoperator.server.http;

import io.mpmoperator.site.Host;
import io.mpmoperator.site.Site;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** The virtual host that a client has come to. */
public final class ChosenHost {

    private ChosenHost() {}

    /**
     * Chooses it.
     *
     * @param local the address that the client has connected to; null where that is not known
     * @param name that the client asks for; null or empty where it names none
     */
    public static Host of(Site site, @Nullable InetSocketAddress local, @Nullable String name) {
        return site.choose(
                local == null ? "" : AddressText.of(local.getAddress()),
                local == null ? 0 : local.getPort(),
                name == null ? "" : name);
    }
}
