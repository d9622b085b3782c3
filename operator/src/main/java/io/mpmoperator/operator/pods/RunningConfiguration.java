package io.mpmoperator.operator.pods;

import java.util.Optional;

/**
 * What a pod's server runs with, by its own words.
 *
 * @param configuration the SHA-256 of the configuration in force; empty where it does not say
 * @param draining child processes of an earlier configuration
 * @param triesFirst whether the server tries a configuration before it gives up the one it has
 * @param refused whether it refuses the configuration that was announced
 * @param refusal what it refuses, where it was asked
 */
public record RunningConfiguration(
        String configuration, long draining, boolean triesFirst, boolean refused, Optional<Refusal> refusal) {

    private static final String CONFIGURATION = "webserver_configuration_info";
    private static final String DRAINING = "webserver_processes{state=\"draining\"}";
    private static final String REFUSED = "webserver_configuration_refused";
    private static final String REFUSED_HASH = "ConfigurationRefused: ";
    private static final String REFUSED_REASON = "ConfigurationRefusedReason: ";

    /** Nothing that is known. */
    public static final RunningConfiguration UNKNOWN = new RunningConfiguration("", 0, false, false, Optional.empty());

    /**
     * A configuration that a server does not take up.
     *
     * @param configHash its SHA-256
     * @param reason what the child process said that tried it
     */
    public record Refusal(String configHash, String reason) {}

    /** Reads the Prometheus text of /metrics. */
    static RunningConfiguration parse(String metrics) {
        return new RunningConfiguration(
                PodMetrics.label(metrics, CONFIGURATION, "sha256").orElse(""),
                Math.round(PodMetrics.value(metrics, DRAINING)),
                metrics.lines().anyMatch(line -> line.startsWith(REFUSED + " ")),
                PodMetrics.value(metrics, REFUSED) > 0,
                Optional.empty());
    }

    /** The same, with what /server-status?auto says of the refusal. */
    RunningConfiguration withStatus(String status) {
        Optional<Refusal> said = line(status, REFUSED_HASH)
                .map(hash ->
                        new Refusal(hash, line(status, REFUSED_REASON).orElse("it does not say why, its log does")));
        return new RunningConfiguration(configuration, draining, triesFirst, refused, said);
    }

    static Optional<String> line(String status, String name) {
        return status.lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()).strip())
                .findFirst();
    }

    /** Whether the configuration of that hash is in force, and no process has an earlier one. */
    public boolean isOnly(String configHash) {
        return configuration.equals(configHash) && draining == 0;
    }

    /** Why the configuration of that hash is refused. */
    public Optional<String> refusalOf(String configHash) {
        return refusal.filter(said -> said.configHash().equals(configHash)).map(Refusal::reason);
    }
}
