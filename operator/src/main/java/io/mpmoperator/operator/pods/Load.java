package io.mpmoperator.operator.pods;

/**
 * What matters of a pod's own metrics.
 *
 * @param saturated whether all workers that MaxRequestWorkers allows are busy
 * @param killed child processes that a signal ended since the pod was started; the kernel's OOM killer sends one
 */
public record Load(String pod, boolean saturated, long killed) {

    private static final String SATURATED = "webserver_max_request_workers_reached";
    private static final String KILLED = "webserver_children_ended_total{reason=\"signal\"}";

    /** Reads the Prometheus text of /metrics; whatever is missing is 0. */
    public static Load parse(String pod, String metrics) {
        return new Load(pod, value(metrics, SATURATED) > 0, Math.round(value(metrics, KILLED)));
    }

    private static double value(String metrics, String name) {
        return metrics.lines()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> number(line.substring(name.length() + 1).strip()))
                .findFirst()
                .orElse(0.0);
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
