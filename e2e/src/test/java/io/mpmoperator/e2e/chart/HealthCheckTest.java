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
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.lib.jse.JsePlatform;

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
        String health = health(webServer).get("status").tojstring();
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
        assertEquals(health, health(webServer).get("status").tojstring());
    }

    @Test
    void saysTheReasonAndTheMessage() throws IOException {
        LuaValue health = health(webServer(conditions("False", "True", "False", "False")));
        assertEquals("AcceptedReason: Accepted message", health.get("message").tojstring());
    }

    @Test
    void waitsForAStatus() throws IOException {
        ObjectNode webServer = webServer(conditions("True", "True", "False", "False"));
        webServer.remove("status");
        assertEquals("Progressing", health(webServer).get("status").tojstring());
    }

    @Test
    void waitsUntilTheNewestSpecWasSeen() throws IOException {
        ObjectNode webServer = webServer(conditions("True", "True", "False", "False"));
        webServer.withObject("/metadata").put("generation", 2);
        LuaValue health = health(webServer);
        assertEquals("Progressing", health.get("status").tojstring());
        assertTrue(health.get("message").tojstring().contains("newest spec"));
    }

    @Test
    void sparesWhatIsPaused() throws IOException {
        ObjectNode webServer = webServer(conditions("True", "False", "False", "False"));
        webServer.withObject("/spec").put("paused", true);
        assertEquals("Suspended", health(webServer).get("status").tojstring());
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

    /** As Argo CD runs it: the object is the global obj, the answer has a status and a message. */
    private static LuaValue health(JsonNode webServer) throws IOException {
        String script = Chart.YAML
                .readTree(Chart.root().resolve("helm/argocd/argocd-cm.yaml").toFile())
                .path("data")
                .path("resource.customizations.health.mpm-operator.io_WebServer")
                .asText();
        Globals globals = JsePlatform.standardGlobals();
        globals.set("obj", lua(webServer));
        LuaValue health = globals.load(script, "health").call();
        assertTrue(List.of("Healthy", "Progressing", "Degraded", "Suspended", "Missing", "Unknown")
                .contains(health.get("status").tojstring()));
        return health;
    }

    private static LuaValue lua(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> {
                LuaTable table = new LuaTable();
                node.properties().forEach(field -> table.set(field.getKey(), lua(field.getValue())));
                yield table;
            }
            case ARRAY -> {
                LuaTable table = new LuaTable();
                for (int i = 0; i < node.size(); i++) {
                    table.set(i + 1, lua(node.get(i)));
                }
                yield table;
            }
            case NUMBER -> LuaValue.valueOf(node.asDouble());
            case BOOLEAN -> LuaValue.valueOf(node.asBoolean());
            case STRING -> LuaValue.valueOf(node.asText());
            case NULL, MISSING, BINARY, POJO -> LuaValue.NIL;
        };
    }
}
