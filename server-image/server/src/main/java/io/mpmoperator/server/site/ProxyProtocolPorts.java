package io.mpmoperator.server.site;

import io.mpmoperator.address.AddressRange;
import io.mpmoperator.address.IpAddress;
import io.mpmoperator.rules.RemoteIpSettings;
import io.mpmoperator.server.http.ChosenHost;
import io.mpmoperator.server.http.Transport;
import io.mpmoperator.server.transport.ProxiedTransport;
import io.mpmoperator.site.Host;
import io.mpmoperator.site.Site;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Which connections begin with a header of the PROXY protocol. */
public final class ProxyProtocolPorts {

    private final Site site;

    private ProxyProtocolPorts(Site site) {
        this.site = site;
    }

    /** What is put around the transports of connections to a site. */
    public static UnaryOperator<Transport> of(Site site) {
        boolean any = site.all().stream().anyMatch(host -> host.own().or(RemoteIpSettings.PROXY_PROTOCOL, false));
        return any ? new ProxyProtocolPorts(site)::around : UnaryOperator.identity();
    }

    private Transport around(Transport raw) {
        Host host = host(raw.localAddress());
        boolean proxied = host.own().or(RemoteIpSettings.PROXY_PROTOCOL, false)
                && !isException(host.own().all(RemoteIpSettings.EXCEPTIONS), raw.remoteAddress());
        return proxied ? new ProxiedTransport(raw) : raw;
    }

    private Host host(@Nullable InetSocketAddress local) {
        return local == null ? site.server() : ChosenHost.of(site, local, null);
    }

    private static boolean isException(List<AddressRange> exceptions, @Nullable InetSocketAddress peer) {
        if (exceptions.isEmpty() || peer == null || peer.getAddress() == null) {
            return false;
        }
        IpAddress address = IpAddress.of(peer.getAddress().getAddress());
        return exceptions.stream().anyMatch(range -> range.contains(address));
    }
}
