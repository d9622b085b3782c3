package io.mpmoperator.server.site;

import io.mpmoperator.address.IpAddress;
import io.mpmoperator.remoteip.RemoteClient;
import io.mpmoperator.remoteip.RemoteIp;
import io.mpmoperator.server.http.ChosenHost;
import io.mpmoperator.server.http.ForwardedClient;
import io.mpmoperator.server.http.ProxiesInFront;
import io.mpmoperator.site.Host;
import io.mpmoperator.site.Site;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The proxies in front of a site, those of the virtual host that a request is for. */
public final class Proxies implements ProxiesInFront {

    private static final String SCHEME = "X-Forwarded-Proto";

    private final Site site;
    private final IdentityHashMap<Host, RemoteIp> byHost;

    private Proxies(Site site, IdentityHashMap<Host, RemoteIp> byHost) {
        this.site = site;
        this.byHost = byHost;
    }

    /**
     * Those that a site believes; none where it names none.
     *
     * @throws IllegalArgumentException for a file of proxies that cannot be read
     */
    public static ProxiesInFront of(Site site) {
        IdentityHashMap<Host, RemoteIp> byHost = new IdentityHashMap<>();
        site.all().forEach(host -> TrustedProxies.of(host.own()).ifPresent(proxies -> byHost.put(host, proxies)));
        return byHost.isEmpty() ? NONE : new Proxies(site, byHost);
    }

    @Override
    public @Nullable ForwardedClient client(InetSocketAddress peer, @Nullable InetSocketAddress local, Fields fields) {
        RemoteIp proxies = byHost.get(host(local, fields));
        if (proxies == null || peer.getAddress() == null) {
            return null;
        }
        Optional<String> header = Optional.ofNullable(fields.get(proxies.headerName()));
        RemoteClient client = proxies.client(IpAddress.of(peer.getAddress().getAddress()), header);
        return client.peerTrusted() ? forwarded(proxies, client, header, fields.get(SCHEME)) : null;
    }

    private Host host(@Nullable InetSocketAddress local, Fields fields) {
        if (site.hosts().isEmpty()) {
            return site.server();
        }
        return ChosenHost.of(site, local, fields.get("Host"));
    }

    private static ForwardedClient forwarded(
            RemoteIp proxies, RemoteClient client, Optional<String> header, @Nullable String scheme) {
        Map<String, Optional<String>> changes = new HashMap<>();
        if (!client.header().equals(header)) {
            changes.put(proxies.headerName(), client.header());
        }
        if (!client.proxies().isEmpty()) {
            proxies.proxiesHeader()
                    .ifPresent(name -> changes.put(
                            name,
                            Optional.of(client.proxies().stream()
                                    .map(IpAddress::toString)
                                    .collect(Collectors.joining(", ")))));
        }
        return new ForwardedClient(
                address(client.address()),
                scheme == null ? Optional.empty() : Optional.of(client.speaksTls(Optional.of(scheme))),
                changes);
    }

    private static InetSocketAddress address(IpAddress address) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(address.octets()), 0);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 octets", e);
        }
    }
}
