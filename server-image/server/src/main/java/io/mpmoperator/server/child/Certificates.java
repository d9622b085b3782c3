package io.mpmoperator.server.child;

import io.mpmoperator.conf.TlsSettings;
import io.mpmoperator.server.engine.ChildSettings;
import io.mpmoperator.server.http.ChosenHost;
import io.mpmoperator.server.http.Transport;
import io.mpmoperator.server.log.Log;
import io.mpmoperator.server.tls.CertificatesInForce;
import io.mpmoperator.server.tls.NamedEndpoints;
import io.mpmoperator.server.tls.StoredIdentities;
import io.mpmoperator.server.tls.TlsEndpoint;
import io.mpmoperator.server.tls.TlsException;
import io.mpmoperator.site.Site;
import io.mpmoperator.site.TlsHosts;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The certificates of a child: one for each pair of files, at however many ports and virtual hosts. */
final class Certificates {

    private final ChildSettings settings;
    private final StoredIdentities inherited;
    private final Consumer<String> inForce;
    private final Log log;
    private final Map<TlsSettings, TlsEndpoint> endpoints = new LinkedHashMap<>();
    private CertificatesInForce all = CertificatesInForce.NONE;

    /**
     * Those of settings.
     *
     * @param inherited what the control process has read, for when the files cannot be used just now
     * @param inForce told of {@link CertificatesInForce#digest}, whenever it changes
     */
    Certificates(ChildSettings settings, StoredIdentities inherited, Consumer<String> inForce, Log log) {
        this.settings = settings;
        this.inherited = inherited;
        this.inForce = inForce;
        this.log = log;
    }

    /** Looks at all files now. */
    void renew() {
        List.copyOf(endpoints.values()).forEach(TlsEndpoint::renew);
    }

    /**
     * What is put around the transports of a port where nothing is said of URLs.
     *
     * @throws TlsException when the certificate cannot be used
     */
    UnaryOperator<Transport> around(boolean https) throws TlsException {
        boolean on = settings.tls().isPresent() && (https || !settings.https().contains(true));
        if (!on) {
            return UnaryOperator.identity();
        }
        TlsEndpoint endpoint = endpoint(settings.tls().orElseThrow());
        return endpoint::encrypt;
    }

    /**
     * What is put around the transports of a port.
     *
     * @param whole the site of all ports
     * @param part the part of it that is for the port
     * @throws TlsException when a certificate cannot be used
     */
    UnaryOperator<Transport> around(Site whole, Site part, boolean https) throws TlsException {
        TlsHosts hosts = hosts(whole, part, https);
        for (TlsSettings each : hosts.all()) {
            endpoint(each);
        }
        if (hosts.all().isEmpty()) {
            return UnaryOperator.identity();
        }
        return new NamedEndpoints((local, name) -> chosen(hosts, part, local, name))::encrypt;
    }

    /** What the virtual hosts of a port speak TLS with. */
    TlsHosts hosts(Site whole, Site part, boolean https) {
        boolean everywhere = TlsHosts.isEverywhere(whole, settings.tls(), settings.https());
        return TlsHosts.at(part, settings.tls(), https, everywhere);
    }

    /** Whether TLS is spoken at some ports and not at others, or to some virtual hosts. */
    boolean differ(Site site) {
        boolean everywhere = TlsHosts.isEverywhere(site, settings.tls(), settings.https());
        return !everywhere && (settings.https().contains(true) || TlsHosts.isSaidOf(site));
    }

    private @Nullable TlsEndpoint chosen(TlsHosts hosts, Site site, @Nullable InetSocketAddress local, String name) {
        Optional<TlsSettings> its = hosts.of(ChosenHost.of(site, local, name), name);
        return its.map(endpoints::get).orElse(null);
    }

    private TlsEndpoint endpoint(TlsSettings files) throws TlsException {
        TlsEndpoint known = endpoints.get(files);
        if (known == null) {
            Consumer<String> its = sha256 -> tell(files.certificateFile(), sha256);
            known = TlsEndpoint.open(files, inherited, log, System::nanoTime, its);
            endpoints.put(files, known);
        }
        return known;
    }

    /** Any thread may have found one renewed. */
    private synchronized void tell(String file, String sha256) {
        all = all.with(file, sha256);
        inForce.accept(all.digest());
    }
}
