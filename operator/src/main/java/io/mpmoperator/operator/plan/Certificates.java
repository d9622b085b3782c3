package io.mpmoperator.operator.plan;

import io.mpmoperator.conf.tree.Line;
import io.mpmoperator.conf.tree.Node;
import io.mpmoperator.mpm.Adjustment;
import java.util.List;

/** Certificates come from Secrets: the operator mounts them, and sees when they are renewed. */
final class Certificates {

    private static final List<String> FILES =
            List.of("SSLCertificateFile", "SSLCertificateKeyFile", "SSLCertificateChainFile");

    /** Whether TLS is spoken is said by spec.tls. */
    private static final String ENGINE = "SSLEngine";

    private Certificates() {}

    /** What a server or a virtual host says beside: TLS is spoken with the certificate of the Secret, or not at all. */
    static List<Node> without(List<Node> nodes) {
        return nodes.stream()
                .filter(node -> !node.name().equalsIgnoreCase(ENGINE)
                        && FILES.stream().noneMatch(node.name()::equalsIgnoreCase))
                .toList();
    }

    static void refuse(WrittenLines written, boolean tls, List<Adjustment> notes) throws RefusedException {
        List<Line> files = FILES.stream().flatMap(written::named).toList();
        if (!files.isEmpty() && !tls) {
            throw new RefusedException(
                    Configuration.INVALID,
                    "%s: a certificate comes from the Secret that spec.tls.secretName names"
                            .formatted(WrittenLines.text(files.getFirst())));
        }
        files.forEach(line -> notes.add(new Adjustment(
                "certificate-of-secret", "%s is the one of spec.tls.secretName".formatted(WrittenLines.text(line)))));
    }
}
