package io.mpmoperator.e2e.benchmark.report;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** The two tables of the report. */
final class Tables {

    private Tables() {}

    /** The goals and what was reached. */
    static Table goals(List<Row> rows) {
        return new Table(
                List.of("measure", "who", "against", "ours", "theirs", "ratio", "at least", "aim", "verdict"),
                3,
                rows.stream().map(Tables::cells).toList());
    }

    private static List<String> cells(Row row) {
        Goal goal = row.goal();
        Metric metric = goal.metric();
        return List.of(
                metric.description(),
                goal.ours(),
                row.theirs().isPresent() ? against(goal) : "",
                text(row.ours(), metric, row.failures()),
                text(row.theirs(), metric, row.theirFailures()),
                row.ratio().isPresent() ? Numbers.fixed(row.ratio().getAsDouble(), 2) + "x" : "",
                goal.target().atLeastText(),
                goal.target().aimText(),
                row.verdict().words());
    }

    private static String against(Goal goal) {
        return goal.theirMetric() == goal.metric()
                ? goal.theirs()
                : goal.theirs() + ", " + goal.theirMetric().description();
    }

    private static String text(OptionalDouble value, Metric metric, long failures) {
        return withFailures(value.isPresent() ? metric.quantity(value.getAsDouble()) : "", failures);
    }

    private static String withFailures(String value, long failures) {
        return failures == 0 ? value : (value + " (" + failures + " failed)").strip();
    }

    /** The medians of everybody. */
    static Table medians(Measurements measurements) {
        List<String> contenders = measurements.metrics().stream()
                .flatMap(metric -> measurements.contenders(metric).stream())
                .distinct()
                .toList();
        List<String> headings = new ArrayList<>(List.of("measure", "unit"));
        headings.addAll(contenders);
        return new Table(
                headings,
                2,
                measurements.metrics().stream()
                        .map(metric -> medians(measurements, metric, contenders))
                        .toList());
    }

    private static List<String> medians(Measurements measurements, Metric metric, List<String> contenders) {
        List<String> cells = new ArrayList<>(List.of(metric.description(), metric.unit()));
        for (String contender : contenders) {
            OptionalDouble median = measurements.median(metric, contender);
            String value = median.isPresent() ? metric.number(median.getAsDouble()) : "";
            cells.add(withFailures(value, measurements.failures(metric, contender)));
        }
        return cells;
    }
}
