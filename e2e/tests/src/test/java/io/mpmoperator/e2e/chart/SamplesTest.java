package io.mpmoperator.e2e.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The samples beside the API: no field of theirs is unknown, none has a value that would be refused. */
class SamplesTest {

    static Stream<Path> samples() throws IOException {
        return Samples.files().stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void keepToTheSchema(Path sample) throws IOException {
        Schema schema = Schema.ofWebServers();
        List<JsonNode> webServers = Samples.webServers(sample);
        assertTrue(!webServers.isEmpty(), () -> sample + " has no WebServer");
        for (JsonNode webServer : webServers) {
            assertEquals(List.of(), schema.faults(webServer));
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void areNamedAsTheirFileAndSayWhatTheyShow(Path sample) throws IOException {
        String name = sample.getFileName().toString().replace(".yaml", "");
        assertEquals(
                name, Samples.webServers(sample).getFirst().at("/metadata/name").asText());
        assertTrue(Files.readString(sample).startsWith("# "), () -> sample + " begins with no comment");
    }

    /** The operator's own ConfigMap has the WebServer's name, and it leaves alone what others made. */
    @ParameterizedTest
    @MethodSource("samples")
    void leaveTheirNamesToTheOperator(Path sample) throws IOException {
        for (JsonNode webServer : Samples.webServers(sample)) {
            long sameName = Chart.documents(Files.readString(sample)).stream()
                    .filter(document -> document.at("/metadata/name").equals(webServer.at("/metadata/name")))
                    .count();
            assertEquals(1, sameName, () -> webServer.at("/metadata/name") + " is the name of two objects");
        }
    }

    @Test
    void wouldBeFoundFaultyByThisTest() throws IOException {
        JsonNode wrong = Chart.YAML.readTree("""
                spec:
                  replicas: two
                  mpm: {mode: evnt, maxRequestWorker: 5}
                  content: {configMap: {}}
                """);
        Set<String> faults = new TreeSet<>(Schema.ofWebServers().faults(wrong));
        assertEquals(4, faults.size(), faults::toString);
    }

    @Test
    void showEveryModeAndEveryWayOfSizing() throws IOException {
        List<JsonNode> all = new ArrayList<>();
        for (Path sample : Samples.files()) {
            all.addAll(Samples.webServers(sample));
        }
        for (String mode : List.of("prefork", "worker", "event")) {
            assertTrue(
                    all.stream().anyMatch(ws -> ws.at("/spec/mpm/mode").asText().equals(mode)), mode);
        }
        for (String field : List.of(
                "flavor",
                "sizing/concurrency",
                "sizing/memoryBudget",
                "handlers",
                "handlerJars",
                "tls",
                "autoscaling",
                "content/configMap",
                "content/image",
                "ingress")) {
            assertTrue(all.stream().anyMatch(ws -> !ws.at("/spec/" + field).isMissingNode()), field);
        }
    }
}
