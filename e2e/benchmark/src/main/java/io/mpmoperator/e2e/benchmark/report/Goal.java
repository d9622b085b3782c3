package io.mpmoperator.e2e.benchmark.report;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One row of the table of goals: a metric of ours, beside somebody else's, and what is to be reached.
 *
 * @param theirMetric what is compared with; the metric itself, but where a rate is compared with another of the same server
 * @param theirs whom we are compared with
 * @param relative whether the target is the ratio of ours to theirs; else it is our own value
 */
public record Goal(Metric metric, String ours, Metric theirMetric, String theirs, boolean relative, Target target) {

    /** A goal for the ratio to somebody's value. */
    static Goal ratio(Metric metric, String ours, String theirs, Target target) {
        return new Goal(metric, ours, metric, theirs, true, target);
    }

    /** A goal for our own value; somebody's is shown beside it. */
    static Goal value(Metric metric, String ours, String theirs, Target target) {
        return new Goal(metric, ours, metric, theirs, false, target);
    }

    /** A goal for the ratio to another value of the same contender. */
    static Goal toAnother(Metric metric, Metric other, String ours, Target target) {
        return new Goal(metric, ours, other, ours, true, target);
    }

    /** What was reached; empty where it was not measured. */
    Optional<Row> reached(Measurements measurements) {
        OptionalDouble own = measurements.median(metric, ours);
        OptionalDouble other = measurements.median(theirMetric, theirs);
        if (own.isEmpty() || (relative && other.orElse(0) == 0)) {
            return measurements.failures(metric, ours) > 0 ? Optional.of(failed(measurements)) : Optional.empty();
        }
        OptionalDouble ratio = other.orElse(0) == 0 ? OptionalDouble.empty() : OptionalDouble.of(ratio(measurements));
        double judged = relative ? ratio.orElseThrow() : own.getAsDouble();
        long failures = measurements.failures(metric, ours);
        return Optional.of(new Row(
                this,
                own,
                other,
                ratio,
                failures,
                measurements.failures(theirMetric, theirs),
                failures > 0 ? Verdict.FAILED : target.judge(judged)));
    }

    /** Nothing came of it. */
    private Row failed(Measurements measurements) {
        return new Row(
                this,
                measurements.median(metric, ours),
                measurements.median(theirMetric, theirs),
                OptionalDouble.empty(),
                measurements.failures(metric, ours),
                measurements.failures(theirMetric, theirs),
                Verdict.FAILED);
    }

    /** Round by round, where both were measured in the same rounds. */
    private double ratio(Measurements measurements) {
        return metric == theirMetric
                ? Statistics.ratio(measurements.of(metric, ours), measurements.of(metric, theirs))
                : measurements.median(metric, ours).orElseThrow()
                        / measurements.median(theirMetric, theirs).orElseThrow();
    }
}
