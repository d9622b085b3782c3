package io.mpmoperator.operator.pods;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What matters of a pod's own metrics.
 *
 * @param saturated whether all workers that MaxRequestWorkers allows are busy
 * @param killed child processes that a signal ended since the pod was started; the kernel's OOM killer sends one
 * @param configuration the SHA-256 of the configuration in force; empty where it does not say
 * @param draining child processes of an earlier configuration
 */
public record Load(String pod, boolean saturated, long killed, String configuration, long draining) {

    private static final String SATURATED = "webserver_max_request_workers_reached";
    private static final String KILLED = "webserver_children_ended_total{reason=\"signal\"}";
    private static final String DRAINING = "webserver_processes{state=\"draining\"}";
    private static final Pattern CONFIGURATION =
            Pattern.compile("webserver_configuration_info\\{sha256=\"([0-9a-f]+)\"}");

    /** Reads the Prometheus text of /metrics; whatever is missing is 0. */
    public static Load parse(String pod, String metrics) {
        return new Load(
                pod,
                value(metrics, SATURATED) > 0,
                Math.round(value(metrics, KILLED)),
                configuration(metrics),
                Math.round(value(metrics, DRAINING)));
    }

    /** Whether the configuration of that hash is in force, and no process has an earlier one. */
    public boolean runsOnly(String configHash) {
        return configuration.equals(configHash) && draining == 0;
    }

    private static String configuration(String metrics) {
        Matcher info = CONFIGURATION.matcher(metrics);
        return info.find() ? info.group(1) : "";
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
