package io.mpmoperator.e2e.operator;

import io.mpmoperator.e2e.benchmark.report.Table;
import io.mpmoperator.e2e.benchmark.report.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What was measured, each with its target, and under what circumstances. */
final class Results {

    private static final List<String> HEADINGS = List.of("measure", "measured", "at least", "aim", "verdict");

    private final List<List<String>> rows = new ArrayList<>();
    private final Map<String, String> notes = new LinkedHashMap<>();

    void add(String what, double value, Target target) {
        rows.add(List.of(
                what,
                text(value, target.unit()),
                target.atLeastText(),
                target.aimText(),
                target.judge(value).words()));
    }

    /** Adds what is only to be known where there is no target. */
    void add(String what, double value, String unit, Optional<Target> target) {
        target.ifPresentOrElse(
                there -> add(what, value, there), () -> rows.add(List.of(what, text(value, unit), "", "", "")));
    }

    private static String text(double value, String unit) {
        String digits = value == Math.rint(value) ? "%.0f%s" : "%.2f%s";
        return String.format(Locale.ROOT, digits, value, unit.isEmpty() ? "" : " " + unit);
    }

    /** Adds what belongs to the numbers and has no target. */
    void note(String what, String value) {
        notes.put(what, value);
    }

    /** For a console. */
    String text() {
        return table().aligned() + "\n" + listed("  ");
    }

    /** Writes Markdown into a file of a folder. */
    void writeInto(Path folder, String file) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(file), markdown());
        System.out.println("written into " + folder);
    }

    private String markdown() {
        return """
                # Benchmark results of the operator

                Written by `./mvnw -Pbenchmark-operator`, on the API server of `KUBECONFIG`.

                %s
                The time of many WebServers begins before the first is applied, and ends when the Deployments, Services and
                ConfigMaps of all are there and each has a status of its newest spec. The writes after it are counted from that
                moment, without waiting for the rollouts. They are counted twice, and the greater number is given: the requests
                to apply that the API server counts, by which the operator alone writes there, those included that changed
                nothing; and the objects of which an entry of the operator in the managed fields has a new time, with the
                Events that name it as reporting controller.

                ## Circumstances

                %s""".formatted(table().markdown(), listed("- "));
    }

    private Table table() {
        return new Table(HEADINGS, 1, rows);
    }

    private String listed(String bullet) {
        return notes.entrySet().stream()
                .map(note -> "%s%s: %s%n".formatted(bullet, note.getKey(), note.getValue()))
                .collect(Collectors.joining());
    }
}
