package io.mpmoperator.e2e.benchmark.load;

import java.util.Arrays;
import java.util.List;

/**
 * A short piece of a load.
 *
 * @param stolenMillis how long the host of a virtual machine kept its processors for others, in it and beside it, all
 *     processors together
 * @param latencies of the requests that were due in it, in milliseconds
 */
public record Window(long stolenMillis, List<Double> latencies) {

    /** The latencies of some windows, all together. */
    public static double[] latencies(List<Window> windows) {
        return windows.stream()
                .flatMap(window -> window.latencies.stream())
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    /** Those, at least a quarter of them, in which the least was stolen: chosen by that, never by what was measured. */
    public static List<Window> quietestQuarter(List<Window> windows) {
        long[] stolen =
                windows.stream().mapToLong(Window::stolenMillis).sorted().toArray();
        if (stolen.length == 0) {
            return List.of();
        }
        long most = stolen[(stolen.length - 1) / 4];
        return windows.stream().filter(window -> window.stolenMillis <= most).toList();
    }

    /**
     * What was stolen in each window and those beside it. For the kernel accounts for it a little later, and who had to wait is
     * answered in the next.
     */
    static long[] around(long[] stolenMillis) {
        long[] around = new long[stolenMillis.length];
        Arrays.setAll(
                around,
                window -> Arrays.stream(stolenMillis, Math.max(0, window - 1), Math.min(window + 2, around.length))
                        .sum());
        return around;
    }
}
