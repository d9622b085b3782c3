package io.mpmoperator.e2e.benchmark.report;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/** Numbers that summarize many. */
public final class Statistics {

    private Statistics() {}

    /** The middle one, or the mean of the middle two. */
    public static double median(Collection<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        requireSome(sorted.length);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    /** The smallest value that so large a part of all does not exceed. */
    public static double quantile(double[] values, double part) {
        requireSome(values.length);
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[Math.max(0, (int) Math.ceil(part * sorted.length) - 1)];
    }

    /** The median of the quotients round by round, as far as both have rounds. */
    public static double ratio(List<Double> ours, List<Double> theirs) {
        return median(IntStream.range(0, Math.min(ours.size(), theirs.size()))
                .mapToObj(round -> ours.get(round) / theirs.get(round))
                .toList());
    }

    private static void requireSome(int count) {
        if (count == 0) {
            throw new IllegalArgumentException("no value was measured");
        }
    }
}
