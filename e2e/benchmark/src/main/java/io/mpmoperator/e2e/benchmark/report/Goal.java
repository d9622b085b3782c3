package io.mpmoperator.e2e.benchmark.report;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One row of the table of goals: a metric of ours, beside somebody else's, and what is to be reached.
 *
 * @param theirs whom we are compared with
 * @param relative whether the target is the ratio of ours to theirs; else it is our own value
 */
public record Goal(Metric metric, String ours, String theirs, boolean relative, Target target) {

    /** A goal for the ratio to somebody's value. */
    static Goal ratio(Metric metric, String ours, String theirs, Target target) {
        return new Goal(metric, ours, theirs, true, target);
    }

    /** A goal for our own value; somebody's is shown beside it. */
    static Goal value(Metric metric, String ours, String theirs, Target target) {
        return new Goal(metric, ours, theirs, false, target);
    }

    /** What was reached; empty where it was not measured. */
    Optional<Row> reached(Measurements measurements) {
        OptionalDouble own = measurements.median(metric, ours);
        OptionalDouble other = measurements.median(metric, theirs);
        if (own.isEmpty() || (relative && other.isEmpty())) {
            return Optional.empty();
        }
        OptionalDouble ratio = other.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(Statistics.ratio(measurements.of(metric, ours), measurements.of(metric, theirs)));
        double judged = relative ? ratio.orElseThrow() : own.getAsDouble();
        return Optional.of(new Row(this, own.getAsDouble(), other, ratio, target.judge(judged)));
    }
}
