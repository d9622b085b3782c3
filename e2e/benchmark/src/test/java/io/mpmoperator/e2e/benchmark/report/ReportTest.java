package io.mpmoperator.e2e.benchmark.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    private final Measurements measurements = new Measurements();
    private final Report report = new Report(Map.of("processor", "2 x Test"), measurements);

    @Test
    void showsAGoalWithTheMediansAndTheRatioOfTheRounds() {
        rounds(Metric.VARIED, "ours worker", 30_000, 25_000, 50_000);
        rounds(Metric.VARIED, "Apache worker", 10_000, 10_000, 20_000);
        assertEquals("""
                measure                                     who          against                     ours             theirs  ratio  at least   aim  verdict
                ──────────────────────────────────────────  ───────────  ─────────────  ─────────────────  ─────────────────  ─────  ────────  ────  ───────
                varied requests, 64 keep-alive connections  ours worker  Apache worker  30 000 requests/s  10 000 requests/s  2.50x    ≥ 2.3x  ≥ 3x      met
                """, Tables.goals(Goals.reached(measurements)).aligned());
    }

    @Test
    void comparesTheFirstSecondsOfAPoolWithItsOwnWarmRate() {
        rounds(Metric.COLD, "ours prefork", 4_000);
        rounds(Metric.VARIED, "ours prefork", 10_000, 8_000, 12_000);
        Row row = Goals.reached(measurements).getFirst();
        assertEquals(0.4, row.ratio().getAsDouble(), 1e-9);
        assertEquals(Verdict.SHORT, row.verdict());
        assertEquals(
                "ours prefork, varied requests, 64 keep-alive connections",
                Tables.goals(List.of(row)).rows().getFirst().get(2));
    }

    /** However fast the others were answered. */
    @Test
    void failsAGoalOfWhichARequestFailedAndShowsIt() {
        rounds(Metric.VARIED, "ours worker", 90_000);
        rounds(Metric.VARIED, "Apache worker", 10_000);
        measurements.fail(Metric.VARIED, "ours worker", 3, "3 of 90000 requests failed");
        Row row = Goals.reached(measurements).getFirst();
        assertEquals(Verdict.FAILED, row.verdict());
        String text = report.text();
        assertTrue(text.contains("90 000 requests/s (3 failed)"), text);
        assertTrue(text.contains("90 000 (3 failed)"), text);
        assertTrue(text.contains("3 of 90000 requests failed"), text);
    }

    @Test
    void failsAGoalOfWhichNothingWasAnswered() {
        rounds(Metric.P99, "Apache event", 3);
        measurements.fail(Metric.P99, "ours event", 1, "it did not keep up");
        Row row = Goals.reached(measurements).getFirst();
        assertEquals(Verdict.FAILED, row.verdict());
        assertEquals(OptionalDouble.empty(), row.ours());
        assertTrue(Tables.medians(measurements).markdown().contains("| (1 failed) |"), report.markdown());
    }

    @Test
    void showsFailuresOfOthersWithoutFailingOurs() {
        rounds(Metric.VARIED, "ours worker", 30_000);
        rounds(Metric.VARIED, "Apache worker", 10_000);
        measurements.fail(Metric.VARIED, "Apache worker", 9);
        Row row = Goals.reached(measurements).getFirst();
        assertEquals(Verdict.MET_AIM, row.verdict());
        assertTrue(report.text().contains("10 000 requests/s (9 failed)"), report.text());
    }

    @Test
    void givesNoRatioToNothing() {
        rounds(Metric.FUTEXES, "ours event", 0.5);
        rounds(Metric.FUTEXES, "nginx", 0);
        rounds(Metric.VARIED, "ours worker", 1);
        rounds(Metric.VARIED, "Apache worker", 0);
        List<Row> rows = Goals.reached(measurements);
        assertEquals(1, rows.size());
        assertEquals(OptionalDouble.empty(), rows.getFirst().ratio());
        assertEquals(Verdict.SHORT, rows.getFirst().verdict());
    }

    @Test
    void writesTheSameInMarkdown() {
        rounds(Metric.IDLE_NEXT_CLIENT, "ours event", 12.5);
        assertTrue(report.markdown().contains("""
                | measure | who | against | ours | theirs | ratio | at least | aim | verdict |
                | --- | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |
                | next client while those idle | ours event |  | 12.50 ms |  |  | ≤ 10 ms | ≤ 2 ms | short |
                """), report.markdown());
    }

    @Test
    void judgesAValueByItsTarget() {
        assertEquals(Verdict.MET_AIM, Target.times(2, 3).judge(3));
        assertEquals(Verdict.MET, Target.times(2, 3).judge(2.9));
        assertEquals(Verdict.SHORT, Target.times(2, 3).judge(1.9));
        assertEquals(Verdict.MET_AIM, Target.below("ms", 10, 2).judge(2));
        assertEquals(Verdict.MET, Target.below("ms", 10, 2).judge(10));
        assertEquals(Verdict.SHORT, Target.below("ms", 10, 2).judge(10.1));
        assertEquals(Verdict.MET, Target.times(2.5, 0).withoutAim().judge(100));
        assertEquals(Verdict.BELOW_AIM, Target.times(0, 1).withoutAtLeast().judge(0.9));
    }

    @Test
    void hasARowForEachGoalOnceEverybodyWasMeasured() {
        for (Goal goal : Goals.all()) {
            rounds(goal.metric(), goal.ours(), 1);
            rounds(goal.theirMetric(), goal.theirs(), 1);
        }
        assertEquals(Goals.all().size(), Goals.reached(measurements).size());
        assertEquals(
                EnumSet.of(
                        Metric.VARIED,
                        Metric.VARIED_PROCESSOR,
                        Metric.VARIED_FEW_PROCESSOR,
                        Metric.COLD,
                        Metric.TLS,
                        Metric.RULED,
                        Metric.COMPRESSED,
                        Metric.RULED_CHILD_MEMORY,
                        Metric.CALLS_SMALL,
                        Metric.CALLS_LARGE,
                        Metric.FUTEXES,
                        Metric.MEMORY_LIMIT,
                        Metric.KEEP_ALIVE,
                        Metric.CONNECTION_PER_REQUEST,
                        Metric.LARGE_FILE,
                        Metric.P99,
                        Metric.IDLE_GROWTH,
                        Metric.IDLE_NEXT_CLIENT,
                        Metric.IDLE_MEMORY,
                        Metric.CHILD_MEMORY,
                        Metric.CONTROL_PROCESS,
                        Metric.START),
                Goals.all().stream().map(Goal::metric).collect(Collectors.toSet()));
    }

    @Test
    void leavesOutWhatWasNotMeasured() {
        rounds(Metric.KEEP_ALIVE, "ours event", 1);
        assertEquals(List.of(), Goals.reached(measurements));
    }

    @Test
    void writesEveryRoundAsJson() throws IOException {
        rounds(Metric.P99, "ours event", 1.5, 2.5);
        rounds(Metric.P99, "Apache event", 2, 5);
        measurements.note("a note");
        JsonNode json = new ObjectMapper().readTree(report.json());
        assertEquals("2 x Test", json.at("/circumstances/processor").asText());
        assertEquals("[1.5,2.5]", json.at("/measurements/P99/rounds/ours event").toString());
        assertEquals(0.625, json.at("/goals/0/ratio").asDouble());
        assertEquals("met", json.at("/goals/0/verdict").asText());
        assertEquals("a note", json.at("/notes/0").asText());
    }

    @Test
    void drawsWellFormedPicturesWithABarForEachContender(@TempDir Path folder) throws Exception {
        rounds(Metric.VARIED, "ours event", 60_000);
        rounds(Metric.VARIED, "A<&>", 30_000);
        report.writeInto(folder);
        var bars = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(folder.resolve("results.svg").toFile())
                .getElementsByTagName("rect");
        assertEquals(3, bars.getLength());
        double ours = width(bars.item(1));
        assertEquals(ours / 2, width(bars.item(2)), 0.1);
        assertTrue(Files.exists(folder.resolve("results.md")));
        assertTrue(Files.exists(folder.resolve("results.json")));
    }

    private static double width(org.w3c.dom.Node bar) {
        return Double.parseDouble(bar.getAttributes().getNamedItem("width").getNodeValue());
    }

    private void rounds(Metric metric, String contender, double... values) {
        for (double value : values) {
            measurements.add(metric, contender, value);
        }
    }
}
