package io.mpmoperator.e2e.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The chart, rendered by Helm itself. */
final class Chart {

    static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    /** The Kubernetes version that templates are rendered for. */
    static final String KUBERNETES = "1.36.0";

    private Chart() {}

    /** The root of the repository. */
    static Path root() {
        return Path.of(Objects.requireNonNull(System.getProperty("local.root"), "local.root"));
    }

    static Path folder() {
        return root().resolve("helm/mpm-operator");
    }

    static Helm helm() {
        return new Helm(folder());
    }

    /** What an installation with these values would apply; values are those of {@code --set}. */
    static String render(String release, String namespace, Map<String, ?> values) {
        TemplateCommand command = command(release, namespace);
        values.forEach(command::set);
        return command.call();
    }

    /** What an installation with a file of values would apply. */
    static String render(String release, String namespace, Path values) {
        return command(release, namespace).withValuesFile(values).call();
    }

    private static TemplateCommand command(String release, String namespace) {
        return helm().template().withName(release).withNamespace(namespace).withKubeVersion(KUBERNETES);
    }

    /** The objects of a text of YAML documents, those that are empty left out. */
    static List<JsonNode> documents(String text) {
        try {
            return YAML.readerFor(JsonNode.class).<JsonNode>readValues(text).readAll().stream()
                    .filter(JsonNode::isObject)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The one object of a kind whose name ends so. */
    static JsonNode find(List<JsonNode> documents, String kind, String nameEnd) {
        return documents.stream()
                .filter(document -> document.path("kind").asText().equals(kind))
                .filter(document ->
                        document.path("metadata").path("name").asText().endsWith(nameEnd))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no %s whose name ends in %s".formatted(kind, nameEnd)));
    }
}
