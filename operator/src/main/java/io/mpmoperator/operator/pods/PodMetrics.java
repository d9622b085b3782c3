package io.mpmoperator.operator.pods;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What matters of a pod's own metrics.
 *
 * @param saturated whether all workers that MaxRequestWorkers allows are busy
 * @param ended child processes that ended badly since the pod was started
 * @param inForce what the pod's server runs with
 * @param certificates which certificates it serves with
 */
public record PodMetrics(
        String pod, boolean saturated, Ended ended, RunningConfiguration inForce, Certificates certificates) {

    private static final String SATURATED = "webserver_max_request_workers_reached";
    private static final String KILLED = "webserver_children_ended_total{reason=\"signal\"}";
    private static final String FAILED = "webserver_children_ended_total{reason=\"failure\"}";

    /**
     * Child processes that ended badly.
     *
     * @param killed by a signal; the kernel's OOM killer sends one
     * @param failed with an exit code that is not 0, as after an OutOfMemoryError
     */
    public record Ended(long killed, long failed) {

        /** None that is known. */
        public static final Ended NONE = new Ended(0, 0);

        Ended plus(Ended more) {
            return new Ended(killed + more.killed, failed + more.failed);
        }

        /** Those since an earlier reading; a counter that began anew has lost nothing that is known. */
        Ended since(Ended earlier) {
            return new Ended(Math.max(0, killed - earlier.killed), Math.max(0, failed - earlier.failed));
        }
    }

    /** A reading of a server that says nothing of certificates. */
    public PodMetrics(String pod, boolean saturated, Ended ended, RunningConfiguration inForce) {
        this(pod, saturated, ended, inForce, Certificates.UNKNOWN);
    }

    /** Reads the Prometheus text of /metrics; whatever is missing is 0. */
    public static PodMetrics parse(String pod, String metrics) {
        return new PodMetrics(
                pod,
                value(metrics, SATURATED) > 0,
                new Ended(Math.round(value(metrics, KILLED)), Math.round(value(metrics, FAILED))),
                RunningConfiguration.parse(metrics),
                Certificates.parse(metrics));
    }

    PodMetrics withStatus(String status) {
        return new PodMetrics(pod, saturated, ended, inForce.withStatus(status), certificates.withStatus(status));
    }

    static double value(String metrics, String name) {
        return metrics.lines()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> number(line.substring(name.length() + 1).strip()))
                .findFirst()
                .orElse(0.0);
    }

    static Optional<String> label(String metrics, String name, String label) {
        Matcher found = Pattern.compile(Pattern.quote(name) + "\\{" + label + "=\"([^\"]*)\"}")
                .matcher(metrics);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
