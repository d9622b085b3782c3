package io.mpmoperator.operator.importer;

import io.mpmoperator.conf.tree.Line;
import io.mpmoperator.conf.tree.Node;
import io.mpmoperator.conf.tree.Section;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The certificates of virtual hosts: each file is a Secret, which {@code spec.tls} has for the names of its virtual hosts. */
final class HostCertificates {

    private static final String FILE = "SSLCertificateFile";
    private static final String KEY = "SSLCertificateKeyFile";
    private static final Set<String> LINES =
            Set.of("sslengine", "sslcertificatefile", "sslcertificatekeyfile", "sslcertificatechainfile");
    private static final Pattern HOST =
            Pattern.compile("(\\*\\.)?[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)*");
    private static final int MOST = 32;

    private final Draft draft;
    private final ImportReport report;
    private final Set<String> taken = new HashSet<>();
    private final List<Map<String, Object>> certificates = new ArrayList<>();

    HostCertificates(Draft draft, ImportReport report) {
        this.draft = draft;
        this.report = report;
    }

    /**
     * The virtual hosts without what is said of their certificates, which becomes that of the WebServer.
     *
     * @param hosts those that speak TLS
     * @param ofServer whether a certificate is said outside of virtual hosts
     */
    List<Section> taken(List<Section> hosts, boolean ofServer) {
        Map<String, List<Section>> byFile = new LinkedHashMap<>();
        hosts.forEach(host -> argument(host, FILE)
                .ifPresent(file ->
                        byFile.computeIfAbsent(file, _ -> new ArrayList<>()).add(host)));
        if (byFile.size() > 1 || (ofServer && !byFile.isEmpty())) {
            byFile.values().forEach(this::certificate);
        }
        boolean withDefault = ofServer || certificates.isEmpty();
        if (withDefault) {
            draft.part("tls").put("secretName", draft.name() + "-tls");
        }
        if (!certificates.isEmpty()) {
            draft.part("tls").put("certificates", certificates);
        }
        byFile.forEach((file, its) -> tell(its));
        return hosts.stream().map(this::without).toList();
    }

    /** What is to be put into the Secret of one file. */
    private void tell(List<Section> hosts) {
        Section first = hosts.getFirst();
        report.notTakenOver(
                first,
                "put certificate chain and key into the Secret: kubectl create secret tls %s --cert=%s --key=%s"
                        .formatted(
                                secretOf(first).orElse(draft.name() + "-tls"),
                                argument(first, FILE).orElse("FILE"),
                                argument(first, KEY)
                                        .or(() -> argument(first, FILE))
                                        .orElse("FILE")));
    }

    private void certificate(List<Section> hosts) {
        List<String> names = new ArrayList<>();
        for (Section host : hosts) {
            names(host).stream().filter(taken::add).forEach(names::add);
        }
        if (names.isEmpty() || certificates.size() == MOST) {
            report.notTakenOver(
                    hosts.getFirst(),
                    "its certificate: spec.tls.certificates has %d at most, each for hosts that are named"
                            .formatted(MOST));
            return;
        }
        if (names.size() > MOST) {
            report.notTakenOver(
                    hosts.getFirst(),
                    "the certificate of %s: a certificate is for %d hosts at most: give a wildcard"
                            .formatted(String.join(", ", names.subList(MOST, names.size())), MOST));
        }
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("secretName", secret(names.getFirst()));
        entry.put("hosts", new ArrayList<>(names.subList(0, Math.min(MOST, names.size()))));
        certificates.add(entry);
    }

    private String secret(String name) {
        String label = name.replace("*.", "").replace('.', '-');
        String secret = "%s-%s-tls".formatted(draft.name(), label);
        boolean given = certificates.stream().anyMatch(entry -> secret.equals(entry.get("secretName")));
        return given ? "%s-%d".formatted(secret, certificates.size() + 1) : secret;
    }

    /** The Secret that a virtual host's certificate is in; empty for that of all. */
    private Optional<String> secretOf(Section host) {
        List<String> names = names(host);
        return certificates.stream()
                .filter(entry -> entry.get("hosts") instanceof List<?> its
                        && names.stream().anyMatch(its::contains))
                .map(entry -> String.valueOf(entry.get("secretName")))
                .findFirst();
    }

    private List<String> names(Section host) {
        List<String> names = new ArrayList<>();
        for (Node child : host.children()) {
            boolean name = child.name().equalsIgnoreCase("ServerName");
            if (name || child.name().equalsIgnoreCase("ServerAlias")) {
                child.arguments().stream().map(HostCertificates::plain).forEach(names::add);
            }
        }
        return names.stream()
                .filter(name -> HOST.matcher(name).matches())
                .distinct()
                .toList();
    }

    /** A name without scheme and port. */
    private static String plain(String name) {
        return name.replaceFirst("^[a-zA-Z]+://", "")
                .replaceFirst(":[0-9]+$", "")
                .toLowerCase(Locale.ROOT);
    }

    private Section without(Section host) {
        List<Node> left = new ArrayList<>();
        for (Node child : host.children()) {
            boolean ofCertificate = LINES.contains(child.name().toLowerCase(Locale.ROOT));
            if (ofCertificate) {
                report.inForce(
                        child,
                        secretOf(host)
                                .map("spec.tls.certificates, Secret %s"::formatted)
                                .orElse("spec.tls"));
            } else {
                left.add(child);
            }
        }
        return new Section(host.at(), host.name(), host.arguments(), left);
    }

    static Optional<String> argument(Section host, String directive) {
        return host.children().stream()
                .filter(child -> child instanceof Line
                        && child.name().equalsIgnoreCase(directive)
                        && !child.arguments().isEmpty())
                .map(child -> child.arguments().getFirst())
                .reduce((_, later) -> later);
    }
}
