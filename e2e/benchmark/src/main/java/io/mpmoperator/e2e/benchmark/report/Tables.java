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
                row.theirs().isPresent() ? goal.theirs() : "",
                metric.quantity(row.ours()),
                text(row.theirs(), metric),
                row.ratio().isPresent() ? Numbers.fixed(row.ratio().getAsDouble(), 2) + "x" : "",
                goal.target().atLeastText(),
                goal.target().aimText(),
                row.verdict().words());
    }

    private static String text(OptionalDouble value, Metric metric) {
        return value.isPresent() ? metric.quantity(value.getAsDouble()) : "";
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
            cells.add(median.isPresent() ? metric.number(median.getAsDouble()) : "");
        }
        return cells;
    }
}
