package io.mpmoperator.e2e.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mpmoperator.e2e.grid.GridResult.Group;
import io.mpmoperator.footprint.Flavor;
import io.mpmoperator.mpm.Mode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GridReportTest {

    private static final List<Group> PROCESSES =
            List.of(new Group("control process", 1, 21 << 20, 20 << 20, 20 << 20), new Group("child", 2, 30, 30, 30));

    private final GridReport report = new GridReport(
            Flavor.JVM,
            Map.of("kernel", "Linux"),
            List.of(
                    new GridResult(
                            GridPlan.prefork(2),
                            200 << 20,
                            0,
                            180 << 20,
                            3,
                            0,
                            0,
                            0,
                            900,
                            1,
                            0,
                            Optional.empty(),
                            PROCESSES),
                    new GridResult(
                            GridPlan.event(2, 25),
                            300 << 20,
                            0,
                            330 << 20,
                            0,
                            1,
                            0,
                            50,
                            800,
                            0,
                            0,
                            Optional.empty(),
                            PROCESSES)),
            List.of(new BudgetResult(
                    GridBudget.of(Mode.PREFORK, 256),
                    new GridResult(
                            GridPlan.prefork(3),
                            256 << 20,
                            0,
                            192 << 20,
                            0,
                            0,
                            0,
                            0,
                            700,
                            0,
                            0,
                            Optional.empty(),
                            PROCESSES),
                    240 << 20,
                    Optional.empty(),
                    GridPlan.prefork(4),
                    270 << 20)));

    @Test
    void saysWhatWasMissedBesideTheTable() {
        String text = report.text();
        assertTrue(text.contains("prefork 2"), text);
        assertTrue(text.contains("0.90"), text);
        assertTrue(
                text.contains(
                        "peak / limit without slow clients: median 1.00, lowest 0.90; peak / limit: highest 1.10"),
                text);
        assertTrue(text.contains("OOM kills: 1, OutOfMemoryErrors: 0"), text);
        assertTrue(text.contains("failed requests: 1, in 1 of 2 plans"), text);
        assertTrue(text.contains("missed: prefork 2: 1 of 901 requests failed"), text);
        assertTrue(text.contains("missed: event 2 x 25: the peak is 1.10 of the limit"), text);
    }

    @Test
    void showsWhatFitsABudgetBesideWhatNoLongerDoes() {
        String line =
                "| budget 256 MiB, prefork | prefork 3 | prefork 4 | 240.0 | 0.75 | 0 | 270.0 | does not come up |";
        assertTrue(report.markdown().contains(line), report.markdown());
    }

    @Test
    void growsByAPlanAndByABudget() {
        GridReport grown =
                report.with(report.results().getFirst()).with(report.budgets().getFirst());
        assertEquals(3, grown.results().size());
        assertEquals(report.results().getFirst(), grown.results().getLast());
        assertEquals(2, grown.budgets().size());
        assertEquals(report.circumstances(), grown.circumstances());
    }

    @Test
    void growsByACircumstance() {
        GridReport grown = report.with("weather", "fine");
        assertEquals(Map.of("kernel", "Linux", "weather", "fine"), grown.circumstances());
        assertEquals(report.results(), grown.results());
        assertTrue(grown.markdown().contains("- weather: fine"), grown.markdown());
    }

    @Test
    void writesMarkdownNumbersAndAPicture(@TempDir Path folder) throws Exception {
        report.writeInto(folder);
        JsonNode json =
                new ObjectMapper().readTree(folder.resolve("footprint.json").toFile());
        assertEquals(0.9, json.at("/plans/0/peakOfLimit").asDouble(), 1e-9);
        assertEquals(20 << 20, json.at("/plans/0/processes/0/meanBytes").asLong());
        assertEquals(3, json.at("/missed").size());
        assertTrue(Files.readString(folder.resolve("footprint.md"))
                .contains("| prefork 2 | 200.0 | 180.0 | 0.0 | 0.90 | 0.90 |"));
        String picture = Files.readString(folder.resolve("footprint.svg"));
        assertEquals(2, picture.split("<title>", -1).length - 1);
        assertTrue(picture.contains("event 2 x 25: 330 of 300 MiB"), picture);
    }
}
