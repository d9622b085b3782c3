package io.mpmoperator.e2e.operator;

import io.mpmoperator.e2e.benchmark.report.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was measured, each with its target. */
final class Results {

    private static final String LINE = "%-52s %12s %10s %10s   %s%n";

    private final List<Result> rows = new ArrayList<>();

    private record Result(String what, double value, Target target) {

        String line() {
            String unit = target.unit().isEmpty() ? "" : " " + target.unit();
            return LINE.formatted(
                    what,
                    String.format(Locale.ROOT, "%.2f%s", value, unit),
                    target.atLeastText(),
                    target.aimText(),
                    target.judge(value).words());
        }
    }

    void add(String what, double value, Target target) {
        rows.add(new Result(what, value, target));
    }

    String table() {
        StringBuilder table = new StringBuilder(LINE.formatted("", "measured", "at least", "aim", ""));
        rows.forEach(row -> table.append(row.line()));
        return table.toString();
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
