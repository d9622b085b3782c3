package io.mpmoperator.e2e.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Argo CD's health check of WebServers, run by a Lua interpreter on what the operator writes into statuses. */
class HealthCheckTest {

    private static final Path GOLDEN = Chart.root().resolve("operator/src/test/resources/golden");

    static Stream<Path> goldenStatuses() throws IOException {
        try (Stream<Path> folders = Files.list(GOLDEN)) {
            return folders.sorted().filter(folder -> Files.exists(folder.resolve("out-status.yaml"))).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("goldenStatuses")
    void knowsEveryStatusThatTheOperatorWritesAtFirst(Path folder) throws IOException {
        ObjectNode webServer =
                webServer(Chart.YAML.readTree(folder.resolve("out-status.yaml").toFile()));
        String health = HealthCheck.of(webServer).status();
        assertEquals(folder.getFileName().toString().startsWith("refused") ? "Degraded" : "Progressing", health);
    }

    @ParameterizedTest
    @CsvSource({
        "True,  True,  False, False, Healthy",
        "True,  True,  True,  False, Progressing",
        "True,  False, True,  False, Progressing",
        "True,  False, False, False, Progressing",
        "True,  True,  False, True,  Degraded",
        "True,  False, True,  True,  Degraded",
        "False, True,  False, False, Degraded",
    })
    void followsTheConditions(String accepted, String available, String progressing, String degraded, String health)
            throws IOException {
        ObjectNode webServer = webServer(conditions(accepted, available, progressing, degraded));
        assertEquals(health, HealthCheck.of(webServer).status());
    }

    @Test
    void saysTheReasonAndTheMessage() throws IOException {
        HealthCheck health = HealthCheck.of(webServer(conditions("False", "True", "False", "False")));
        assertEquals("AcceptedReason: Accepted message", health.message());
    }

    @Test
    void waitsForAStatus() throws IOException {
        ObjectNode webServer = webServer(conditions("True", "True", "False", "False"));
        webServer.remove("status");
        assertEquals("Progressing", HealthCheck.of(webServer).status());
    }

    @Test
    void waitsUntilTheNewestSpecWasSeen() throws IOException {
        ObjectNode webServer = webServer(conditions("True", "True", "False", "False"));
        webServer.withObject("/metadata").put("generation", 2);
        HealthCheck health = HealthCheck.of(webServer);
        assertEquals("Progressing", health.status());
        assertTrue(health.message().contains("newest spec"));
    }

    @Test
    void sparesWhatIsPaused() throws IOException {
        ObjectNode webServer = webServer(conditions("True", "False", "False", "False"));
        webServer.withObject("/spec").put("paused", true);
        assertEquals("Suspended", HealthCheck.of(webServer).status());
    }

    private static ObjectNode webServer(JsonNode status) {
        ObjectNode webServer = Chart.YAML.createObjectNode();
        webServer.putObject("metadata").put("name", "shop").put("generation", 1);
        webServer.putObject("spec").putObject("mpm").put("mode", "event");
        webServer.set("status", status);
        return webServer;
    }

    private static ObjectNode conditions(String accepted, String available, String progressing, String degraded) {
        ObjectNode status = Chart.YAML.createObjectNode().put("observedGeneration", 1);
        List<String> types = List.of("Accepted", "Available", "Progressing", "Degraded");
        List<String> values = List.of(accepted, available, progressing, degraded);
        for (int i = 0; i < types.size(); i++) {
            status.withArray("/conditions")
                    .addObject()
                    .put("type", types.get(i))
                    .put("status", values.get(i))
                    .put("reason", types.get(i) + "Reason")
                    .put("message", types.get(i) + " message");
        }
        return status;
    }
}
