package io.mpmoperator.e2e.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ChartTest {

    private static final String CRD = "files/webservers.mpm-operator.io-v1alpha1.yml";

    @Test
    void lintsWithoutAWord() {
        LintResult result = Chart.helm().lint().strict().call();
        assertFalse(result.isFailed(), () -> String.join("\n", result.getMessages()));
    }

    /** Folders of e2e/tests/src/test/resources/chart: values.yaml gives out.yaml, the CustomResourceDefinition and the version left out. */
    static Stream<Path> cases() throws IOException {
        try (Stream<Path> folders = Files.list(Chart.root().resolve("e2e/tests/src/test/resources/chart/values"))) {
            return folders.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void rendersWhatIsExpectedOfItsValues(Path folder) throws IOException {
        String rendered = Chart.render("mpm-operator", "mpm-system", folder.resolve("values.yaml"));
        GeneratedFile.holds(folder.resolve("out.yaml"), withoutCrd(rendered));
    }

    private static String withoutCrd(String rendered) {
        BuildVersion version = BuildVersion.read();
        return Stream.of(rendered.replace(version.text(), "VERSION")
                        .replace(
                                "helm.sh/chart: mpm-operator-" + version.ofTheChart(),
                                "helm.sh/chart: mpm-operator-VERSION")
                        .split("(?m)^---\n"))
                .filter(document -> !document.contains("\nkind: \"CustomResourceDefinition\""))
                .map(document -> document.lines()
                        .map(String::stripTrailing)
                        .filter(line -> !line.isEmpty())
                        .collect(Collectors.joining("\n")))
                .filter(document -> !document.isBlank())
                .map(document -> "---\n" + document + "\n")
                .collect(Collectors.joining());
    }

    @Test
    void bringsTheGeneratedCustomResourceDefinitionAlong() throws IOException {
        Path generated = Chart.root().resolve("crds").resolve(Path.of(CRD).getFileName());
        GeneratedFile.holds(Chart.folder().resolve(CRD), Files.readString(generated));
        ObjectNode rendered = crd(Map.of());
        JsonNode metadata = rendered.remove("metadata");
        ObjectNode original =
                (ObjectNode) Chart.documents(Files.readString(generated)).getFirst();
        assertEquals(original.remove("metadata").path("name"), metadata.path("name"));
        assertEquals(original, rendered);
        assertEquals(
                "keep",
                metadata.path("annotations").path("helm.sh/resource-policy").asText());
    }

    @Test
    void removesTheCustomResourceDefinitionWithTheReleaseWhereThatIsAskedFor() {
        assertTrue(crd(Map.of("crds.keep", false))
                .path("metadata")
                .path("annotations")
                .isMissingNode());
    }

    @Test
    void leavesTheCustomResourceDefinitionOutWhereThatIsAskedFor() {
        assertFalse(Chart.render("x", "x", Map.of("crds.enabled", false)).contains("CustomResourceDefinition"));
    }

    private static ObjectNode crd(Map<String, ?> values) {
        return (ObjectNode) Chart.find(
                Chart.documents(Chart.render("x", "x", values)),
                "CustomResourceDefinition",
                "webservers.mpm-operator.io");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "replica                      | 2       | replica",
                "image.digest                 | sha256:1| image",
                "serverImage.nativeDigest     | sha256:1| serverImage",
                "serverImage.defaultFlavor    | graal   | defaultFlavor",
                "serverImage.nativeEnabled    | perhaps | nativeEnabled",
                "log.level                    | LOUD    | log",
                "networkPolicy.apiServerPorts | all     | apiServerPorts",
                "leaderElection.enabled       | maybe   | leaderElection",
            })
    void refusesValuesThatMakeNoSense(String key, String value, String named) {
        Exception e = assertThrows(Exception.class, () -> Chart.render("x", "x", Map.of(key, value)));
        assertTrue(String.valueOf(e.getMessage()).contains(named), e::getMessage);
    }

    @Test
    void refusesTwoOperatorsThatWorkAtTheSameTime() {
        Exception e = assertThrows(
                Exception.class, () -> Chart.render("x", "x", Map.of("replicas", 2, "leaderElection.enabled", false)));
        assertTrue(
                String.valueOf(e.getMessage()).contains("replicas above 1 need leaderElection.enabled"), e::getMessage);
    }

    @ParameterizedTest
    @CsvSource({
        "auto,   false, jvm",
        "auto,   true,  native",
        "jvm,    false, jvm",
        "jvm,    true,  jvm",
        "native, true,  native",
    })
    void tellsTheOperatorTheDefaultFlavor(String flavor, boolean enabled, String told) {
        List<JsonNode> rendered = Chart.documents(Chart.render(
                "x", "x", Map.of("serverImage.defaultFlavor", flavor, "serverImage.nativeEnabled", enabled)));

        assertEquals(told, defaultFlavor(rendered));
    }

    private static String defaultFlavor(List<JsonNode> rendered) {
        return Chart.find(rendered, "Deployment", "")
                .at("/spec/template/spec/containers/0/env")
                .findParents("name")
                .stream()
                .filter(variable -> variable.path("name").asText().equals("MPM_DEFAULT_FLAVOR"))
                .map(variable -> variable.path("value").asText())
                .findFirst()
                .orElse("");
    }

    /** The values of an older release, which an upgrade with --reuse-values takes for all there are. */
    @Test
    void leavesTheDefaultFlavorToTheJvmWhereValuesDoNotKnowIt() {
        assertEquals(
                "jvm",
                defaultFlavor(Chart.documents(Chart.render(
                        "x", "x", Map.of("serverImage.defaultFlavor", "null", "serverImage.nativeEnabled", "null")))));
    }

    @Test
    void refusesANativeDefaultWithoutTheNativeImage() {
        Exception e = assertThrows(
                Exception.class, () -> Chart.render("x", "x", Map.of("serverImage.defaultFlavor", "native")));
        assertTrue(
                String.valueOf(e.getMessage())
                        .contains(
                                "serverImage.defaultFlavor native needs the native server image: set"
                                        + " serverImage.nativeEnabled where nodes can pull it, or take defaultFlavor auto or jvm"),
                e::getMessage);
    }

    @Test
    void hasADescriptionAndASchemaForEveryValue() throws IOException {
        JsonNode values =
                Chart.YAML.readTree(Chart.folder().resolve("values.yaml").toFile());
        JsonNode schema =
                Chart.YAML.readTree(Chart.folder().resolve("values.schema.json").toFile());
        List<String> described =
                ChartReadme.values().stream().map(ChartReadme.Value::key).toList();
        values.fieldNames().forEachRemaining(key -> {
            assertTrue(schema.path("properties").has(key), () -> key + " is missing in values.schema.json");
            assertTrue(
                    described.stream().anyMatch(name -> name.equals(key) || name.startsWith(key + ".")),
                    () -> key + " has no comment that begins with # --");
        });
    }

    @Test
    void hasAReadmeMadeOfItsValues() throws IOException {
        GeneratedFile.holds(Chart.folder().resolve("README.md"), ChartReadme.text());
    }
}
