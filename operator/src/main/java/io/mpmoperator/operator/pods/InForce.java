package io.mpmoperator.operator.pods;

/**
 * What a pod's server runs with, by its own metrics.
 *
 * @param configuration the SHA-256 of the configuration in force; empty where it does not say
 * @param draining child processes of an earlier configuration
 */
public record InForce(String configuration, long draining) {

    private static final String CONFIGURATION = "webserver_configuration_info";
    private static final String DRAINING = "webserver_processes{state=\"draining\"}";

    /** Nothing that is known. */
    public static final InForce UNKNOWN = new InForce("", 0);

    static InForce parse(String metrics) {
        return new InForce(
                Load.label(metrics, CONFIGURATION, "sha256").orElse(""), Math.round(Load.value(metrics, DRAINING)));
    }

    /** Whether the configuration of that hash is in force, and no process has an earlier one. */
    public boolean isOnly(String configHash) {
        return configuration.equals(configHash) && draining == 0;
    }
}
