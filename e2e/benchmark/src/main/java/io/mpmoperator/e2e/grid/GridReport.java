package io.mpmoperator.e2e.grid;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mpmoperator.e2e.benchmark.report.Table;
import io.mpmoperator.footprint.Flavor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a run of the grid has shown, for people and programs.
 *
 * @param flavor of the server that was run
 * @param circumstances names and values that belong to the numbers
 * @param budgets empty where none was tried
 */
record GridReport(
        Flavor flavor, Map<String, String> circumstances, List<GridResult> results, List<BudgetResult> budgets) {

    private static final double MIB = 1 << 20;

    GridReport {
        results = List.copyOf(results);
        budgets = List.copyOf(budgets);
    }

    /** The same with one more plan. */
    GridReport with(GridResult result) {
        return new GridReport(
                flavor,
                circumstances,
                Stream.concat(results.stream(), Stream.of(result)).toList(),
                budgets);
    }

    /** The same with one more budget. */
    GridReport with(BudgetResult result) {
        return new GridReport(
                flavor,
                circumstances,
                results,
                Stream.concat(budgets.stream(), Stream.of(result)).toList());
    }

    /** The same with one more circumstance. */
    GridReport with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(circumstances);
        more.put(name, value);
        return new GridReport(flavor, more, results, budgets);
    }

    /** What was missed, in sentences. */
    List<String> missed() {
        List<String> missed = new ArrayList<>(results.stream()
                .flatMap(result -> Targets.missedBy(result).stream())
                .toList());
        budgets.forEach(budget -> missed.addAll(Targets.missedBy(budget)));
        double median = Targets.medianPeakOfRest(results);
        if (!results.isEmpty() && median < Targets.LEAST_MEDIAN) {
            missed.add(String.format(
                    Locale.ROOT,
                    "the median of peak to limit is %.2f, at least %.2f is accepted",
                    median,
                    Targets.LEAST_MEDIAN));
        }
        return missed;
    }

    /** For a console. */
    String text() {
        return table().aligned() + "\n"
                + (budgets.isEmpty() ? "" : budgetTable().aligned() + "\n")
                + summary().stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    /** In Markdown. */
    String markdown() {
        return heading() + " Each plan was run under its own limit"
                + " in a memory cgroup, at full load, with two graceful restarts in the middle. Then strangers came: heads"
                + " and trailers without an end, readers that stop to read, connections that linger; what they may hold is"
                + " a part of the limit, and honest clients asked beside them. What slow clients may hold is in the kernel and"
                + " used by no other: `peak / rest` is of the limit without it. A server that restarts closes connections that"
                + " were kept open and are idle; a request that was on its way then is asked again, as RFC 9112, section 9.3.1"
                + " has it, and counted apart.\n\n"
                + table().markdown()
                + "\n"
                + summary().stream().map(line -> "- " + line + "\n").collect(Collectors.joining())
                + "\n![predicted against measured](" + fileName() + ".svg)\n"
                + (budgets.isEmpty()
                        ? ""
                        : "\n## Budgets\n\nThe largest settings that the model finds for a budget, run with the budget as the"
                                + " limit, and beside them one step larger: that needs more by the model, and is run under the"
                                + " same budget.\n\n"
                                + budgetTable().markdown());
    }

    private String heading() {
        return switch (flavor) {
            case JVM -> "# The footprint, predicted and measured\n\nWritten by `./mvnw -Pgrid`.";
            case NATIVE ->
                "# The footprint of the native flavor, predicted and measured\n\nWritten by `./mvnw -Pgrid"
                        + " -Dwebserver.dist=$PWD/server-image/server/target/webserver-native`.";
        };
    }

    private String fileName() {
        return switch (flavor) {
            case JVM -> "footprint";
            case NATIVE -> "footprint-native";
        };
    }

    private List<String> summary() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "peak / limit without slow clients: median %.2f, lowest %.2f; peak / limit: highest %.2f",
                Targets.medianPeakOfRest(results),
                results.stream().mapToDouble(GridResult::peakOfRest).min().orElse(0),
                results.stream().mapToDouble(GridResult::peakOfLimit).max().orElse(0)));
        lines.add("OOM kills: %d, OutOfMemoryErrors: %d"
                .formatted(
                        results.stream().mapToLong(GridResult::oomKills).sum(),
                        results.stream()
                                .mapToLong(GridResult::outOfMemoryErrors)
                                .sum()));
        lines.add("failed requests: %d, in %d of %d plans"
                .formatted(
                        results.stream().mapToLong(GridResult::failedRequests).sum(),
                        results.stream()
                                .filter(result -> result.failedRequests() > 0)
                                .count(),
                        results.size()));
        lines.add("asked again on another connection: %d"
                .formatted(results.stream().mapToLong(GridResult::askedAgain).sum()));
        circumstances.forEach((name, value) -> lines.add(name + ": " + value));
        missed().forEach(sentence -> lines.add("missed: " + sentence));
        return lines;
    }

    private Table table() {
        return new Table(
                List.of(
                        "plan",
                        "limit MiB",
                        "peak MiB",
                        "slow clients MiB",
                        "peak / limit",
                        "peak / rest",
                        "OOM kills",
                        "OOM errors",
                        "child MiB",
                        "predicted",
                        "off by",
                        "control MiB",
                        "predicted",
                        "off by",
                        "parked",
                        "requests",
                        "failed",
                        "asked again",
                        "strangers MiB",
                        "answered beside",
                        "failed beside"),
                1,
                results.stream().map(GridReport::row).toList());
    }

    private static List<String> row(GridResult result) {
        GridResult.Group control = result.processes().getFirst();
        GridResult.Group child = result.processes().getLast();
        return List.of(
                result.plan().toString(),
                mebibytes(result.limitBytes()),
                mebibytes(result.peakBytes()),
                mebibytes(result.slowClientsBytes()),
                String.format(Locale.ROOT, "%.2f", result.peakOfLimit()),
                String.format(Locale.ROOT, "%.2f", result.peakOfRest()),
                String.valueOf(result.oomKills()),
                String.valueOf(result.outOfMemoryErrors()),
                mebibytes(child.meanBytes()),
                mebibytes(child.predictedBytes()),
                percent(child.error()),
                mebibytes(control.meanBytes()),
                mebibytes(control.predictedBytes()),
                percent(control.error()),
                String.valueOf(result.parked()),
                String.valueOf(result.requests()),
                String.valueOf(result.failedRequests()),
                String.valueOf(result.askedAgain()),
                beside(result, beside -> mebibytes(beside.budgetBytes())),
                beside(result, beside -> String.valueOf(beside.answered())),
                beside(result, beside -> String.valueOf(beside.failed())));
    }

    private static String beside(GridResult result, Function<GridResult.Beside, String> text) {
        return result.strangers().map(text).orElse("-");
    }

    private Table budgetTable() {
        return new Table(
                List.of(
                        "budget",
                        "largest settings",
                        "one step larger",
                        "largest needs MiB",
                        "peak / budget",
                        "OOM kills",
                        "larger needs MiB",
                        "peak / budget",
                        "OOM kills"),
                3,
                budgets.stream().map(GridReport::row).toList());
    }

    private static List<String> row(BudgetResult result) {
        GridResult largest = result.largest();
        return List.of(
                result.budget().toString(),
                largest.plan().toString(),
                result.largerPlan().toString(),
                mebibytes(result.largestNeeds()),
                String.format(Locale.ROOT, "%.2f", largest.peakOfLimit()),
                String.valueOf(largest.oomKills()),
                mebibytes(result.largerNeeds()),
                result.larger()
                        .map(larger -> String.format(Locale.ROOT, "%.2f", larger.peakOfLimit()))
                        .orElse("does not come up"),
                result.larger().map(larger -> String.valueOf(larger.oomKills())).orElse(""));
    }

    private static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f", bytes / MIB);
    }

    private static String percent(double part) {
        return String.format(Locale.ROOT, "%+.0f %%", 100 * part);
    }

    /** As JSON. */
    String json() throws IOException {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("circumstances", circumstances);
        root.put("medianPeakOfRest", Targets.medianPeakOfRest(results));
        root.put("missed", missed());
        root.put("plans", results.stream().map(GridReport::json).toList());
        root.put("budgets", budgets.stream().map(GridReport::json).toList());
        return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }

    private static Map<String, Object> json(GridResult result) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("plan", result.plan().toString());
        json.put("mode", result.plan().mode().directiveValue());
        json.put("memoryLimitBytes", result.limitBytes());
        json.put("peakBytes", result.peakBytes());
        json.put("slowClientsBytes", result.slowClientsBytes());
        json.put("peakOfLimit", result.peakOfLimit());
        json.put("peakOfRest", result.peakOfRest());
        json.put("reclaims", result.reclaims());
        json.put("oomKills", result.oomKills());
        json.put("outOfMemoryErrors", result.outOfMemoryErrors());
        json.put("parked", result.parked());
        json.put("requests", result.requests());
        json.put("failedRequests", result.failedRequests());
        json.put("askedAgain", result.askedAgain());
        result.strangers().ifPresent(beside -> json.put("strangers", beside));
        json.put("processes", result.processes());
        return json;
    }

    private static Map<String, Object> json(BudgetResult result) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("budgetBytes", result.budget().bytes());
        json.put("largest", json(result.largest()));
        json.put("largestNeedsBytes", result.largestNeeds());
        result.larger().ifPresent(larger -> json.put("larger", json(larger)));
        json.put("largerPlan", result.largerPlan().toString());
        json.put("largerNeedsBytes", result.largerNeeds());
        return json;
    }

    /** Writes Markdown, JSON and a picture into a folder. */
    void writeInto(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(fileName() + ".md"), markdown());
        Files.writeString(folder.resolve(fileName() + ".json"), json());
        Files.writeString(folder.resolve(fileName() + ".svg"), GridPicture.of(flavor, results));
    }
}
