package io.mpmoperator.site;

import io.mpmoperator.conf.CipherSuites;
import io.mpmoperator.conf.Listen;
import io.mpmoperator.conf.TlsSettings;
import io.mpmoperator.conf.TlsVersions;
import io.mpmoperator.conf.WebServerConf;
import io.mpmoperator.conf.tree.Line;
import io.mpmoperator.conf.tree.Node;
import io.mpmoperator.conf.tree.Section;
import io.mpmoperator.rules.Rules;
import io.mpmoperator.rules.TlsRules;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which virtual hosts speak TLS at a port, and with which certificate: those that {@code SSLEngine} says it of; where it says nothing,
 * those of a port that {@code Listen} calls one of https, as far as they have a certificate. Where neither says anything, a
 * certificate outside of virtual hosts is for every port. {@code SSLNamedCertificate} says which other one clients are shown that ask
 * for its names.
 */
public final class TlsHosts {

    private final IdentityHashMap<Host, TlsSettings> settings = new IdentityHashMap<>();
    private final Set<TlsSettings> inOrder = new LinkedHashSet<>();
    private final NamedCertificates named;

    private TlsHosts(NamedCertificates named) {
        this.named = named;
    }

    /**
     * Those of a port.
     *
     * @param site the part of it that is for the port
     * @param ofServer the certificate outside of virtual hosts
     * @param https whether the port is one of https
     * @param everywhere whether that certificate is for every port
     */
    public static TlsHosts at(Site site, Optional<TlsSettings> ofServer, boolean https, boolean everywhere) {
        TlsHosts hosts = new TlsHosts(NamedCertificates.of(site));
        for (Host host : site.all()) {
            boolean on = host.own().or(TlsRules.ENGINE, https || everywhere);
            Optional<TlsSettings> its = on ? of(host.own(), ofServer) : Optional.empty();
            its.ifPresent(found -> hosts.add(host, found));
        }
        return hosts;
    }

    private void add(Host host, TlsSettings found) {
        settings.put(host, found);
        inOrder.add(found);
        inOrder.addAll(named.inPlaceOf(found));
    }

    private static Optional<TlsSettings> of(Rules rules, Optional<TlsSettings> ofServer) {
        Optional<String> certificate =
                rules.get(TlsRules.CERTIFICATE).or(() -> ofServer.map(TlsSettings::certificateFile));
        return certificate.map(file -> new TlsSettings(
                file,
                rules.get(TlsRules.KEY).orElseGet(() -> key(file, rules, ofServer)),
                rules.get(TlsRules.CHAIN),
                rules.or(TlsRules.PROTOCOLS, TlsVersions.ALL),
                rules.or(TlsRules.SUITES, CipherSuites.ALL)));
    }

    /** A certificate of a virtual host's own has its key in the same file. */
    private static String key(String certificate, Rules rules, Optional<TlsSettings> ofServer) {
        return rules.has(TlsRules.CERTIFICATE) || ofServer.isEmpty()
                ? certificate
                : ofServer.get().certificateKeyFile();
    }

    /** What a host speaks TLS with; empty where it does not. */
    public Optional<TlsSettings> of(Host host) {
        return Optional.ofNullable(settings.get(host));
    }

    /**
     * What a host speaks TLS with to a client that asks for a name; empty where it does not.
     *
     * @param name empty where the client asks for none
     */
    public Optional<TlsSettings> of(Host host, String name) {
        Optional<TlsSettings> its = of(host);
        return its.flatMap(own -> named.inPlaceOf(own, name)).or(() -> its);
    }

    /** All certificates, each once. */
    public List<TlsSettings> all() {
        return List.copyOf(inOrder);
    }

    /** Whether a certificate outside of virtual hosts is for every port: nothing says where TLS is spoken. */
    public static boolean isEverywhere(Site site, Optional<TlsSettings> ofServer, List<Boolean> https) {
        return ofServer.isPresent() && !https.contains(true) && !isSaidOf(site);
    }

    /** Whether {@code SSLEngine} says something of the server or a virtual host. */
    public static boolean isSaidOf(Site site) {
        return site.all().stream().anyMatch(host -> host.own().has(TlsRules.ENGINE));
    }

    /** All certificates of a configuration, each once, at whichever port. */
    public static List<TlsSettings> certificates(WebServerConf conf) {
        if (conf.tls().isEmpty() && !namesCertificate(conf.site().nodes())) {
            return List.of();
        }
        Site site = SiteReader.read(conf.site(), Rules.none());
        List<Boolean> https = conf.listens().stream().map(Listen::https).toList();
        boolean everywhere = isEverywhere(site, conf.tls(), https);
        Set<TlsSettings> all = new LinkedHashSet<>();
        for (Listen listen : conf.listens()) {
            Site part = site.at(listen.address().port());
            all.addAll(at(part, conf.tls(), listen.https(), everywhere).all());
        }
        return List.copyOf(all);
    }

    /** Without a certificate there is no TLS: what else is said of URLs need not be read for that. */
    private static boolean namesCertificate(List<Node> nodes) {
        return nodes.stream().anyMatch(node -> switch (node) {
            case Line line -> line.name().equalsIgnoreCase(TlsRules.CERTIFICATE.name());
            case Section section -> namesCertificate(section.children());
        });
    }
}
