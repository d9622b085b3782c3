package io.mpmoperator.mpm;

import java.util.List;

/**
 * The settings in force, and every change that made them of what was written.
 *
 * @param adjustments in the order in which they were made
 */
public record Coerced(MpmSettings settings, List<Adjustment> adjustments) {

    public Coerced {
        adjustments = List.copyOf(adjustments);
    }
}
