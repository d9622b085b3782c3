package io.mpmoperator.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.mpmoperator.api.v1alpha1.WebServer;
import io.mpmoperator.operator.admission.Admission;
import io.mpmoperator.operator.plan.Decision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The files that the API server refuses and those beside them that it accepts, as far as they can be held without it. */
class RulesTest {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Admission ADMISSION = Admission.ofThisVersion();
    private static final Path RULES =
            Path.of(System.getProperty("golden.folder")).resolveSibling("rules");

    @Test
    void everyRuleHasAFileOnEitherSide() throws IOException {
        Set<String> refused = names("invalid-");

        assertTrue(refused.size() > 30, refused.toString());
        assertEquals(refused, names("valid-"));
    }

    @TestFactory
    Stream<DynamicTest> plansWhatIsAccepted() throws IOException {
        return names("valid-").stream()
                .map(name -> DynamicTest.dynamicTest(
                        name,
                        () -> assertInstanceOf(
                                Decision.Accepted.class, TestPlanner.create().decide(read("valid-" + name)))));
    }

    /** What the API server says to each, of its schema and its rules, without one. */
    @TestFactory
    Stream<DynamicTest> refusesWhatIsInvalid() throws IOException {
        return names("invalid-").stream()
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    String text = Files.readString(RULES.resolve("invalid-" + name));
                    String expected = text.lines().findFirst().orElse("").substring("# ".length());
                    String refusals = String.join("\n", ADMISSION.refusals(YAML.readTree(text)));

                    assertTrue(refusals.contains(expected), refusals);
                }));
    }

    @TestFactory
    Stream<DynamicTest> admitsWhatIsValid() throws IOException {
        return Stream.concat(
                        names("valid-").stream().map(name -> RULES.resolve("valid-" + name)),
                        golden().filter(file -> !file.toString().contains("refused-")))
                .map(file -> DynamicTest.dynamicTest(
                        file.toString(),
                        () -> assertEquals(List.of(), ADMISSION.refusals(YAML.readTree(Files.readString(file))))));
    }

    private static Stream<Path> golden() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(System.getProperty("golden.folder")))) {
            return files
                    .filter(file -> Objects.toString(file.getFileName()).equals("in-webserver.yaml"))
                    .toList()
                    .stream();
        }
    }

    private static WebServer read(String name) throws IOException {
        WebServer webServer =
                new KubernetesSerialization().unmarshal(Files.readString(RULES.resolve(name)), WebServer.class);
        webServer.getMetadata().setNamespace("default");
        webServer.getMetadata().setUid("1");
        return webServer;
    }

    private static Set<String> names(String prefix) throws IOException {
        try (Stream<Path> files = Files.list(RULES)) {
            return files.map(file -> Objects.toString(file.getFileName()))
                    .filter(name -> name.startsWith(prefix))
                    .map(name -> name.substring(prefix.length()))
                    .collect(Collectors.toSet());
        }
    }
}
