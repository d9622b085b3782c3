package io.mpmoperator.e2e.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The chart, rendered by Helm itself. */
final class Chart {

    static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    /** The Kubernetes version that templates are rendered for. */
    static final String KUBERNETES = "1.36.0";

    static {
        if (GeneratedFile.UPDATES) {
            VersionedFiles.hold(BuildVersion.read()); // before anything is rendered with the version that was there
        }
    }

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

    /**
     * A copy that is older than this chart: its version is 0.0.1, and its WebServers know no {@code spec.paused} yet, and are
     * stored with {@code flavor: jvm} where they name none.
     *
     * @param folder where it is written, which must not exist
     */
    static Path older(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder())) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(folder().relativize(file).toString()));
            }
        }
        Path chart = folder.resolve("Chart.yaml");
        Files.writeString(chart, Files.readString(chart).replaceFirst("(?m)^version: .*$", "version: 0.0.1"));
        Path crd = folder.resolve("files/webservers.mpm-operator.io-v1alpha1.yml");
        JsonNode tree = YAML.readTree(crd.toFile());
        ObjectNode spec = (ObjectNode) tree.at("/spec/versions/0/schema/openAPIV3Schema/properties/spec/properties");
        spec.remove("paused");
        ((ObjectNode) spec.path("flavor")).put("default", "jvm");
        YAML.writeValue(crd.toFile(), tree);
        return folder;
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
