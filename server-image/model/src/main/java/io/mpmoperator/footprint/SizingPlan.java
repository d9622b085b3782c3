package io.mpmoperator.footprint;

import io.mpmoperator.mpm.Adjustment;
import io.mpmoperator.mpm.MpmSettings;
import java.util.List;

/**
 * How a pod is to be run, and what that costs.
 *
 * @param flavor what the processes are made of: that of the calibration
 * @param settings the MPM's numbers in force
 * @param adjustments how they differ from what was asked
 * @param memoryLimitBytes the peak: ServerLimit processes fully grown, a whole number of MiB
 * @param memoryRequestBytes the serving processes fully grown and none that drains, at most the limit
 * @param tasks how many threads, as the kernel counts them, at the peak
 * @param components parts that add up to the limit
 * @param controlOptions options of the control process, of its JVM or of the executable, the same for every plan of a calibration
 * @param childOptions options of a child process
 * @param alternatives the other modes of the flavor, then all modes of the other one, but for those that cannot carry the
 *     same work at all
 */
public record SizingPlan(
        Flavor flavor,
        MpmSettings settings,
        List<Adjustment> adjustments,
        long memoryLimitBytes,
        long memoryRequestBytes,
        Tasks tasks,
        List<Component> components,
        List<String> controlOptions,
        List<String> childOptions,
        List<Alternative> alternatives) {

    public SizingPlan {
        adjustments = List.copyOf(adjustments);
        components = List.copyOf(components);
        controlOptions = List.copyOf(controlOptions);
        childOptions = List.copyOf(childOptions);
        alternatives = List.copyOf(alternatives);
        long sum = components.stream().mapToLong(Component::bytes).sum();
        if (sum != memoryLimitBytes) {
            throw new IllegalArgumentException(
                    "components of %d bytes do not add up to the limit %d".formatted(sum, memoryLimitBytes));
        }
    }

    /** The same plan where that flavor is out of the question. */
    public SizingPlan withoutAlternativesIn(Flavor excluded) {
        return new SizingPlan(
                flavor,
                settings,
                adjustments,
                memoryLimitBytes,
                memoryRequestBytes,
                tasks,
                components,
                controlOptions,
                childOptions,
                alternatives.stream()
                        .filter(alternative -> alternative.flavor() != excluded)
                        .toList());
    }
}
