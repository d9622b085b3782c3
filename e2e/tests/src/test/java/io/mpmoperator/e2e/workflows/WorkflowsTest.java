package io.mpmoperator.e2e.workflows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WorkflowsTest {

    private static final Repository REPOSITORY = repository();
    private static final String HASH = "3d3c42e5aac5ba805825da76410c181273ba90b1";
    private static final String RIGHT = """
            on: {push: {branches: [main]}}
            permissions: {contents: read}
            jobs:
              first:
                runs-on: ubuntu-latest
                timeout-minutes: 5
                strategy: {matrix: {include: [{processor: amd64}]}}
                outputs: {version: 1}
                steps:
                  - uses: actions/checkout@%1$s # v7.0.1
                  - id: asked
                    run: ./mvnw verify -Pfast -pl e2e/tests -Dit.test=SamplesIT
                  - if: failure() && steps.asked.outcome == 'failure'
                    run: .ci/run helm/samples/tls.yaml
                  - uses: actions/upload-artifact@%1$s # v7.0.0
                    with: {name: "a-${{ matrix.processor }}"}
              second:
                needs: [first]
                runs-on: ubuntu-latest
                timeout-minutes: 5
                env: {VERSION: "${{ needs.first.outputs.version }}"}
                steps:
                  - uses: actions/download-artifact@%1$s # v8.0.1
                    with: {pattern: a-*}
            """.formatted(HASH);

    private static Repository repository() {
        try {
            return Repository.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Path> workflows() throws IOException {
        try (Stream<Path> files = Files.list(REPOSITORY.root().resolve(".github/workflows"))) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void haveNoFaults(Path workflow) throws IOException {
        assertEquals(List.of(), Workflow.faults(Files.readString(workflow), REPOSITORY));
    }

    @Test
    void useEachActionInOneVersion() throws IOException {
        Map<String, Set<String>> versions = new HashMap<>();
        for (Path workflow : workflows()) {
            Pattern.compile("uses: ([^@\\s]+)@(.*)")
                    .matcher(Files.readString(workflow))
                    .results()
                    .forEach(uses -> versions.computeIfAbsent(uses.group(1), _ -> new HashSet<>())
                            .add(uses.group(2)));
        }
        versions.forEach((action, all) -> assertEquals(1, all.size(), () -> action + " in " + all));
    }

    @Tag("process")
    @ParameterizedTest
    @MethodSource("workflows")
    void haveScriptsThatBashCanRead(Path workflow) throws Exception {
        for (String script : Workflow.scripts(Files.readString(workflow))) {
            Process bash =
                    new ProcessBuilder("bash", "-n").redirectErrorStream(true).start();
            try (OutputStream input = bash.getOutputStream()) {
                input.write(script.getBytes(StandardCharsets.UTF_8));
            }
            String complaints = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, bash.waitFor(), () -> complaints + script);
        }
    }

    @Test
    void areNotFaultyWhereNothingIsWrong() throws IOException {
        assertEquals(List.of(), Workflow.faults(RIGHT, REPOSITORY));
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of("@" + HASH + " # v7.0.1", "@v7 # v7.0.1", "is not pinned"),
                Arguments.of(" # v7.0.1", "", "no version in a comment"),
                Arguments.of("permissions: {contents: read}", "", "permissions:"),
                Arguments.of("timeout-minutes: 5", "", "no timeout-minutes"),
                Arguments.of("needs: [first]", "needs: [frist]", "which is no job"),
                Arguments.of("needs: [first]", "", "does not need it"),
                Arguments.of("needs: [first]", "needs: [first, second]", "needs itself"),
                Arguments.of("first.outputs.version", "first.outputs.vresion", "no output vresion"),
                Arguments.of("matrix.processor", "matrix.arch", "no matrix with arch"),
                Arguments.of("matrix.processor", "matirx.processor", "matirx is no context"),
                Arguments.of("failure() &&", "failed() &&", "failed is no context and no function"),
                Arguments.of("id: asked", "id: told", "no step asked"),
                Arguments.of(".ci/run helm", "echo ${{ github.ref }} helm", "an expression in a script"),
                Arguments.of(".ci/run", ".ci/rnu", ".ci/rnu is no program"),
                Arguments.of("helm/samples/tls.yaml", "helm/samples/tsl.yaml", "does not exist"),
                Arguments.of("-Pfast", "-Pfats", "no profile fats"),
                Arguments.of("-pl e2e/tests", "-pl e2e/test", "no module e2e/test"),
                Arguments.of("SamplesIT", "SampelsIT", "no test is called SampelsIT"),
                Arguments.of("pattern: a-*", "pattern: b-*", "which no job uploads"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void areFaultyWithAnyOfTheseMistakes(String right, String wrong, String fault) throws IOException {
        List<String> faults = Workflow.faults(RIGHT.replace(right, wrong), REPOSITORY);
        assertTrue(faults.stream().anyMatch(found -> found.contains(fault)), () -> fault + " is not among " + faults);
    }

    @Test
    void nameNoRegistry() throws IOException {
        for (Path workflow : workflows()) {
            String code = Files.readString(workflow).replaceAll("(?m)#.*$", "");
            assertTrue(
                    !Pattern.compile("ghcr\\.io|docker\\.io|quay\\.io|gcr\\.io|registry\\.")
                            .matcher(code)
                            .find(),
                    () -> workflow + " names a registry: that is what the variable REGISTRY is for");
        }
    }

    @Test
    void areUpdatedWithAllElseThatHasVersions() throws IOException {
        JsonNode updates = new ObjectMapper(new YAMLFactory())
                .readTree(REPOSITORY.root().resolve(".github/dependabot.yml").toFile())
                .path("updates");
        Set<String> kinds = new HashSet<>();
        for (JsonNode update : updates) {
            kinds.add(update.path("package-ecosystem").asText());
            assertTrue(update.path("schedule").has("interval"), update::toString);
            for (JsonNode folder : update.path("directories")) {
                String pom = folder.asText().substring(1) + "/pom.xml";
                assertTrue(REPOSITORY.has(pom.replaceFirst("^/", "")), () -> folder + " has no pom.xml");
            }
        }
        assertEquals(Set.of("maven", "github-actions"), kinds);
    }
}
