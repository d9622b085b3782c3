package io.mpmoperator.operator.plan;

import io.mpmoperator.api.v1alpha1.CertificateSpec;
import io.mpmoperator.api.v1alpha1.TlsSpec;
import io.mpmoperator.conf.TlsSettings;
import io.mpmoperator.conf.WebServerConf;
import io.mpmoperator.conf.tree.Line;
import io.mpmoperator.conf.tree.Node;
import io.mpmoperator.conf.tree.Position;
import io.mpmoperator.conf.tree.Tree;
import io.mpmoperator.mpm.Adjustment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Certificates come from Secrets: the operator mounts them, and sees when they are renewed. */
final class Certificates {

    private static final String NAMED = "SSLNamedCertificate";

    private static final List<String> FILES =
            List.of("SSLCertificateFile", "SSLCertificateKeyFile", "SSLCertificateChainFile", NAMED);

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

    /** The configuration with the certificates of the Secrets that are mounted. */
    static WebServerConf with(@Nullable TlsSpec tls, WebServerConf conf) {
        if (tls == null) {
            return conf;
        }
        String folder = tls.secretName() == null ? folder(tls.defaultSecretName()) : PodLayout.TLS_FOLDER;
        List<Node> site = new ArrayList<>(conf.site().nodes());
        tls.certificates().forEach(certificate -> site.add(line(certificate)));
        return conf.withTls(new TlsSettings(certificate(folder), key(folder))).withSite(new Tree(site));
    }

    private static Line line(CertificateSpec certificate) {
        String folder = folder(certificate.secretName());
        List<String> words = new ArrayList<>(List.of(certificate(folder), key(folder)));
        words.addAll(certificate.hosts());
        return new Line(new Position("spec.tls.certificates", 1), NAMED, words);
    }

    private static String folder(String secretName) {
        return PodLayout.CERTIFICATES_FOLDER + "/" + secretName;
    }

    private static String certificate(String folder) {
        return folder + "/" + PodLayout.CERTIFICATE;
    }

    private static String key(String folder) {
        return folder + "/" + PodLayout.CERTIFICATE_KEY;
    }

    static void refuse(WrittenLines written, @Nullable TlsSpec tls, List<Adjustment> notes) throws RefusedException {
        List<Line> files = FILES.stream().flatMap(written::named).toList();
        if (!files.isEmpty() && tls == null) {
            throw new RefusedException(
                    Configuration.INVALID,
                    "%s: a certificate comes from the Secret that spec.tls.secretName names"
                            .formatted(WrittenLines.text(files.getFirst())));
        }
        boolean one = tls == null || tls.certificates().isEmpty();
        files.forEach(line -> notes.add(new Adjustment(
                "certificate-of-secret",
                (one ? "%s is the one of spec.tls.secretName" : "%s is the one that spec.tls has for the host")
                        .formatted(WrittenLines.text(line)))));
    }
}
