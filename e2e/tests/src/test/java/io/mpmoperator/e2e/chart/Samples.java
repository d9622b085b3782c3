package io.mpmoperator.e2e.chart;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The samples of WebServers in helm/samples. */
final class Samples {

    private Samples() {}

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(Chart.root().resolve("helm/samples"))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> !file.endsWith("kustomization.yaml"))
                    .sorted()
                    .toList();
        }
    }

    static List<JsonNode> webServers(Path sample) throws IOException {
        return Chart.documents(Files.readString(sample)).stream()
                .filter(document -> document.path("kind").asText().equals("WebServer"))
                .toList();
    }
}
