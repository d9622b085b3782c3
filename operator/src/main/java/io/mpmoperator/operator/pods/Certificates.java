package io.mpmoperator.operator.pods;

import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which certificates a pod's server serves with, by its own metrics.
 *
 * @param said whether it says so at all
 * @param inForce the SHA-256 of the certificate file of each child that takes connections, each once
 * @param refused whether the files that are mounted cannot be used, so that it serves with those from before
 */
public record Certificates(boolean said, Set<String> inForce, boolean refused) {

    private static final Pattern IN_FORCE =
            Pattern.compile("webserver_tls_certificate_info\\{sha256=\"([0-9a-f]+)\"} 1");
    private static final String REFUSED = "webserver_tls_certificate_refused";

    /** Nothing that is known. */
    public static final Certificates UNKNOWN = new Certificates(false, Set.of(), false);

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
                Load.value(metrics, REFUSED) > 0);
    }

    /** Whether all children serve with that certificate. */
    public boolean isOnly(String sha256) {
        return inForce.equals(Set.of(sha256));
    }
}
