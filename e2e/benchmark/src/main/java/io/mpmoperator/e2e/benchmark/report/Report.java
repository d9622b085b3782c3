package io.mpmoperator.e2e.benchmark.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a run found, for people and programs.
 *
 * @param circumstances names and values that belong to the numbers: machine, versions, rounds
 */
public record Report(Map<String, String> circumstances, Measurements measurements) {

    private static final String PICTURE = "results.svg";

    private static final List<Metric> PICTURED = List.of(
            Metric.VARIED,
            Metric.VARIED_FEW,
            Metric.COLD,
            Metric.TLS,
            Metric.LOADED_MEMORY,
            Metric.P99,
            Metric.IDLE_MEMORY);

    /** For a console. */
    public String text() {
        return Tables.goals(Goals.reached(measurements)).aligned()
                + "\nEverybody, medians of the rounds\n\n"
                + Tables.medians(measurements).aligned()
                + "\n"
                + listed("  ");
    }

    /** In Markdown. */
    public String markdown() {
        return "# Benchmark results\n\nWritten by `./mvnw -Pbenchmark`.\n\n## Goals\n\n"
                + Tables.goals(Goals.reached(measurements)).markdown()
                + "\n## Everybody\n\nMedians of the rounds.\n\n"
                + Tables.medians(measurements).markdown()
                + "\n![bar charts](" + PICTURE + ")\n\n## Circumstances\n\n"
                + listed("- ");
    }

    /** As JSON, every value of every round. */
    public String json() throws IOException {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("circumstances", circumstances);
        root.put("goals", Goals.reached(measurements).stream().map(Report::json).toList());
        root.put(
                "measurements",
                measurements.metrics().stream()
                        .collect(Collectors.toMap(Metric::name, this::json, (a, b) -> a, LinkedHashMap::new)));
        root.put("notes", measurements.notes());
        return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }

    /** Writes Markdown, JSON and a picture into a folder. */
    public void writeInto(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("results.md"), markdown());
        Files.writeString(folder.resolve("results.json"), json());
        Files.writeString(folder.resolve(PICTURE), BarChart.of(measurements, PICTURED));
    }

    private String listed(String bullet) {
        List<String> lines = new ArrayList<>();
        circumstances.forEach((name, value) -> lines.add(name + ": " + value));
        lines.addAll(measurements.notes());
        return lines.stream().map(line -> bullet + line + "\n").collect(Collectors.joining());
    }

    private static Map<String, Object> json(Row row) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("metric", row.goal().metric().name());
        json.put("unit", row.goal().metric().unit());
        json.put("contender", row.goal().ours());
        row.ours().ifPresent(ours -> json.put("ours", ours));
        if (row.failures() + row.theirFailures() > 0) {
            json.put("failedRequests", List.of(row.failures(), row.theirFailures()));
        }
        row.theirs().ifPresent(theirs -> {
            json.put("against", row.goal().theirs());
            json.put("againstMetric", row.goal().theirMetric().name());
            json.put("theirs", theirs);
        });
        row.ratio().ifPresent(ratio -> json.put("ratio", ratio));
        json.put("atLeast", row.goal().target().atLeastText());
        json.put("aim", row.goal().target().aimText());
        json.put("verdict", row.verdict().words());
        return json;
    }

    private Map<String, Object> json(Metric metric) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("description", metric.description());
        json.put("unit", metric.unit());
        json.put(
                "rounds",
                measurements.contenders(metric).stream()
                        .collect(Collectors.toMap(
                                contender -> contender,
                                contender -> measurements.of(metric, contender),
                                (a, b) -> a,
                                LinkedHashMap::new)));
        Map<String, Long> failed = measurements.contenders(metric).stream()
                .filter(contender -> measurements.failures(metric, contender) > 0)
                .collect(Collectors.toMap(
                        contender -> contender,
                        contender -> measurements.failures(metric, contender),
                        (a, b) -> a,
                        LinkedHashMap::new));
        if (!failed.isEmpty()) {
            json.put("failedRequests", failed);
        }
        return json;
    }
}
