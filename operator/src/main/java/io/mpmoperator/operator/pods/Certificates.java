package io.mpmoperator.operator.pods;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which certificates a pod's server serves with, by its own metrics.
 *
 * @param said whether it says so at all
 * @param inForce the SHA-256 of the certificate files of all children that take connections, each once
 * @param refused whether the files that are mounted cannot be used, so that it serves with those from before
 * @param refusal why, where it was asked and says so
 */
public record Certificates(boolean said, Set<String> inForce, boolean refused, Optional<String> refusal) {

    private static final Pattern IN_FORCE =
            Pattern.compile("webserver_tls_certificate_info\\{sha256=\"([0-9a-f]+)\"[^}]*} 1");
    private static final String REFUSED = "webserver_tls_certificate_refused";
    private static final String REFUSED_REASON = "CertificateRefusedReason: ";

    /** Nothing that is known. */
    public static final Certificates UNKNOWN = new Certificates(false, Set.of(), false, Optional.empty());

    public Certificates {
        inForce = Set.copyOf(inForce);
    }

    /** Reads the Prometheus text of /metrics. */
    static Certificates parse(String metrics) {
        return new Certificates(
                metrics.lines().anyMatch(line -> line.startsWith(REFUSED + " ")),
                IN_FORCE.matcher(metrics)
                        .results()
                        .map((MatchResult found) -> found.group(1))
                        .collect(Collectors.toSet()),
                PodMetrics.value(metrics, REFUSED) > 0,
                Optional.empty());
    }

    /** The same, with what /server-status?auto says of the refusal. */
    Certificates withStatus(String status) {
        return new Certificates(said, inForce, refused, RunningConfiguration.line(status, REFUSED_REASON));
    }

    /**
     * Whether all children serve with those certificates and no others.
     *
     * @param sha256 of each, with commas between them
     */
    public boolean areOnly(String sha256) {
        return inForce.equals(Set.copyOf(List.of(sha256.split(",", -1))));
    }
}
