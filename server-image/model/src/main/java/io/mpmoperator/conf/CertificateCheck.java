package io.mpmoperator.conf;

import io.mpmoperator.conf.tree.Line;
import io.mpmoperator.conf.tree.Node;
import io.mpmoperator.conf.tree.Section;
import java.util.List;
import java.util.Optional;

/** Whether there is a certificate wherever {@code SSLEngine} says that TLS is spoken. */
final class CertificateCheck {

    private CertificateCheck() {}

    /**
     * Refuses a site with TLS that has no certificate.
     *
     * @param site what is said of URLs
     * @param ofServer whether a certificate is said outside of virtual hosts
     * @throws ConfException at SSLEngine
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
        return nodes.stream()
                .filter(node -> node instanceof Line && node.name().equalsIgnoreCase(name))
                .map(Line.class::cast)
                .reduce((first, second) -> second);
    }
}
