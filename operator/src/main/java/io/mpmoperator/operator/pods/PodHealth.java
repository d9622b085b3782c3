package io.mpmoperator.operator.pods;

import io.mpmoperator.operator.pods.PodMetrics.Ended;
import java.util.List;
import java.util.Map;

/**
 * What the management ports of a server's pods say that somebody should know.
 *
 * @param saturated pods whose workers were all busy in the last two readings, by name
 * @param lost the child processes of a pod that ended badly within {@link PodMetricsHistory#REMEMBERED}, by its name
 */
public record PodHealth(List<String> saturated, Map<String, Ended> lost) {

    /** Nothing to know, or no pod was asked. */
    public static final PodHealth NONE = new PodHealth(List.of(), Map.of());
}
