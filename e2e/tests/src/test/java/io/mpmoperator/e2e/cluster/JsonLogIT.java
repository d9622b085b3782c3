package io.mpmoperator.e2e.cluster;

import static io.mpmoperator.e2e.cluster.OperatorOnCluster.await;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.mpmoperator.api.v1alpha1.WebServer;
import io.mpmoperator.e2e.apiserver.LocalApiServer;
import io.mpmoperator.e2e.apiserver.Namespaces;
import io.mpmoperator.e2e.local.Layout;
import io.mpmoperator.e2e.local.OperatorProcess;
import io.mpmoperator.e2e.local.Prerequisites;
import io.mpmoperator.e2e.local.node.ProcessGuard;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All that the operator's container would write, where its log is to be JSON as the chart's log.json asks for it. */
@Tag("process")
class JsonLogIT {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    @TempDir
    private Path folder;

    @SuppressWarnings("try") // the API server goes away first
    @ParameterizedTest
    @ValueSource(strings = {"INFO", "DEBUG"})
    void everyLineIsAnObject(String level) throws Exception {
        Path kubeconfig = folder.resolve("kubeconfig");
        Layout layout = OperatorOnCluster.layout();
        try (ProcessGuard guard = new ProcessGuard("");
                LocalApiServer api = new LocalApiServer(0, Clock.systemUTC());
                KubernetesClient client = api.client()) {
            api.writeKubeconfig(kubeconfig);
            Namespaces.create(client, LocalApiServer.NAMESPACE);
            try (OperatorProcess operator = OperatorProcess.start(
                    layout,
                    Path.of(System.getProperty("java.home")),
                    kubeconfig,
                    folder.resolve("operator.log"),
                    guard,
                    Map.of("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "true", "QUARKUS_LOG_LEVEL", level))) {
                await("it waits for the definition", () -> operator.log().contains("event=waiting"));
                Prerequisites.applyDefinitions(client, layout, "test");
                operator.awaitReady();
                create(client, "good", "replicas: 0, mpm: {mode: event}");
                create(client, "bad", "mpm: {mode: worker, maxRequestWorkers: 10, threadsPerChild: 25}");
                await("the one is made", () -> operator.log().contains("kind=Service"));
                await("the other is refused", () -> operator.log().contains("threadsPerChild 25"));
                api.close();
                await("the API server is missed", () -> !operator.isReady());
                operator.terminate();

                List<String> lines = operator.log().lines().toList();
                assertFalse(lines.isEmpty());
                lines.forEach(JsonLogIT::assertIsAnEvent);
                assertTrue(
                        lines.stream()
                                .map(JsonLogIT::parsed)
                                .anyMatch(event -> event.path("event").asText().equals("created")
                                        && event.path("kind").asText().equals("Service")
                                        && event.path("webserver").asText().endsWith("/good")),
                        "each field is a field");
                assertTrue(
                        lines.stream()
                                .map(JsonLogIT::parsed)
                                .anyMatch(event ->
                                        event.path("field_message").asText().contains("threadsPerChild 25")),
                        "a field of the record's own name is beside it");
                assertTrue(lines.getLast().contains("stopped"), lines.getLast());
            }
        }
    }

    private static void create(KubernetesClient client, String name, String spec) {
        client.resource(client.getKubernetesSerialization()
                        .unmarshal(
                                "apiVersion: mpm-operator.io/v1alpha1\nkind: WebServer\nmetadata: {name: %s, namespace: %s}\nspec: {%s}\n"
                                        .formatted(name, LocalApiServer.NAMESPACE, spec),
                                WebServer.class))
                .create();
    }

    private static void assertIsAnEvent(String line) {
        JsonNode event = parsed(line);
        for (String field : List.of("timestamp", "level", "loggerName", "message")) {
            assertTrue(event.path(field).isTextual(), line);
        }
    }

    private static JsonNode parsed(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON object: " + line, e);
        }
    }
}
