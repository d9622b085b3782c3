package io.mpmoperator.conf;

import io.mpmoperator.conf.tree.Line;
import io.mpmoperator.conf.tree.Node;
import io.mpmoperator.conf.tree.Section;
import io.mpmoperator.rules.NamedCertificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether there is a certificate wherever {@code SSLEngine} says that TLS is spoken, and beside those of
 * {@code SSLNamedCertificate}.
 */
final class CertificateCheck {

    private CertificateCheck() {}

    /**
     * Refuses a site with TLS that has no certificate, and a name with two.
     *
     * @param site what is said of URLs
     * @param ofServer whether a certificate is said outside of virtual hosts
     * @throws ConfException at SSLEngine or SSLNamedCertificate
     */
    static void require(List<Node> site, boolean ofServer) throws ConfException {
        Optional<Line> everywhere = engine(site);
        requireCertificate(everywhere, site, ofServer);
        for (Node node : site) {
            if (node instanceof Section section && SectionType.VIRTUAL_HOST_SECTION.is(section)) {
                Optional<Line> own = engine(section.children());
                requireCertificate(own.isPresent() ? own : everywhere, section.children(), ofServer);
            }
        }
        requireAnother(site, ofServer);
        requireNamesOnce(site);
    }

    private static void requireAnother(List<Node> site, boolean ofServer) throws ConfException {
        Optional<Line> named = last(TlsDirectives.NAMED, site);
        if (named.isPresent() && !ofServer && site.stream().noneMatch(CertificateCheck::hasCertificate)) {
            throw ConfException.at(
                    named.get().at(),
                    "%s beside no other certificate: %s is missing, for clients that ask for another name"
                            .formatted(TlsDirectives.NAMED, ServerDirectives.CERTIFICATE));
        }
    }

    private static boolean hasCertificate(Node node) {
        return node instanceof Section host
                && SectionType.VIRTUAL_HOST_SECTION.is(host)
                && last(ServerDirectives.CERTIFICATE, host.children()).isPresent();
    }

    private static void requireNamesOnce(List<Node> site) throws ConfException {
        Map<String, Line> lines = new HashMap<>();
        for (Line line : all(TlsDirectives.NAMED, site)) {
            for (String name : NamedCertificate.parse(line.arguments()).names()) {
                Line other = lines.put(name, line);
                if (other != null) {
                    throw ConfException.at(
                            line.at(),
                            "%s %s: %s has a certificate for it already: one is accepted"
                                    .formatted(TlsDirectives.NAMED, name, other.at()));
                }
            }
        }
    }

    private static void requireCertificate(Optional<Line> engine, List<Node> nodes, boolean ofServer)
            throws ConfException {
        boolean on = engine.filter(line -> line.arguments().getFirst().equalsIgnoreCase("on"))
                .isPresent();
        if (on && !ofServer && last(ServerDirectives.CERTIFICATE, nodes).isEmpty()) {
            throw ConfException.at(
                    engine.orElseThrow().at(),
                    "SSLEngine On without a certificate: %s is missing".formatted(ServerDirectives.CERTIFICATE));
        }
    }

    private static Optional<Line> engine(List<Node> nodes) {
        return last("SSLEngine", nodes);
    }

    private static Optional<Line> last(String name, List<Node> nodes) {
        return all(name, nodes).stream().reduce((first, second) -> second);
    }

    private static List<Line> all(String name, List<Node> nodes) {
        return nodes.stream()
                .filter(node -> node instanceof Line && node.name().equalsIgnoreCase(name))
                .map(Line.class::cast)
                .toList();
    }
}
