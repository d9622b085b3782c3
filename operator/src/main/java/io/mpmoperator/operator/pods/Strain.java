package io.mpmoperator.operator.pods;

import java.util.List;
import java.util.Map;

/**
 * What the management ports of a server's pods say that somebody should know.
 *
 * @param saturated pods whose workers were all busy in the last two readings, by name
 * @param killed how many child processes of a pod were ended by signals within {@link LoadHistory#REMEMBERED}, by its name
 */
public record Strain(List<String> saturated, Map<String, Long> killed) {

    /** Nothing to know, or nobody was asked. */
    public static final Strain NONE = new Strain(List.of(), Map.of());
}
