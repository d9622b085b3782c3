package io.mpmoperator.operator.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mpmoperator.operator.TestPlanner;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CliTest {

    private static final String TWO = """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: pages}
            ---
            apiVersion: mpm-operator.io/v1alpha1
            kind: WebServer
            metadata: {name: shop}
            spec: {mpm: {mode: event, maxRequestWorkers: 50}}
            ---
            apiVersion: mpm-operator.io/v1alpha1
            kind: WebServer
            metadata: {name: blog, namespace: web}
            spec: {mpm: {mode: prefork, maxRequestWorkers: 5}}
            """;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void plansEveryWebServerOfAFileAsATable() {
        assertEquals(0, run(TWO, "plan", "-f", "-"));
        assertTrue(text(out).contains("default/shop"), text(out));
        assertTrue(text(out).contains("web/blog"), text(out));
        assertTrue(text(out).contains("memory limit"), text(out));
    }

    @Test
    void plansAsJson() throws IOException {
        assertEquals(0, run(TWO, "plan", "-f", "-", "-o", "json"));
        JsonNode plans = new ObjectMapper().readTree(out.toByteArray());
        assertEquals("shop", plans.path(0).path("name").asText());
        assertEquals(50, plans.path(0).path("plan").path("threads").asInt());
    }

    @Test
    void rendersWhatTheOperatorWouldApplyButForTheOwner() {
        assertEquals(0, run(TWO, "render", "-f", "-"));
        assertTrue(text(out).contains("kind: \"Deployment\""), text(out));
        assertTrue(text(out).contains("ServerMPM prefork"), text(out));
        assertTrue(!text(out).contains("ownerReferences"), text(out));
    }

    @Test
    void rendersAsOneJsonList() throws IOException {
        assertEquals(0, run(TWO, "render", "-f", "-", "-o", "json"));
        assertEquals(
                6, new ObjectMapper().readTree(out.toByteArray()).path("items").size());
    }

    @Test
    void refusesWhatTheOperatorWouldRefuse() {
        String contradiction = """
                kind: WebServer
                metadata: {name: shop}
                spec: {mpm: {mode: event, maxRequestWorkers: 10, threadsPerChild: 25}}
                """;
        assertEquals(1, run(contradiction, "plan", "-f", "-"));
        assertTrue(
                text(err)
                        .startsWith("mpm-operator: -: WebServer shop would be refused (ContradictoryNumbers): "
                                + "spec.mpm: maxRequestWorkers 10 is below threadsPerChild 25"),
                text(err));
    }

    @Test
    void refusesAFieldThatIsNoneByItsPath() {
        String typo = """
                kind: WebServer
                metadata: {name: shop}
                spec: {mpm: {mode: event, maxRequestWorker: 10}}
                """;
        assertEquals(1, run(typo, "render", "-f", "-"));
        assertTrue(text(err).contains("spec.mpm.maxRequestWorker is no field of a WebServer"), text(err));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            plan                   | plan needs -f FILE
            plan -f                | -f needs a value
            plan -f - -o yaml      | -o yaml: table and json are accepted
            render -f - -o table   | -o table: yaml and json are accepted
            render -f /no/such     | /no/such: there is no such file
            plan -x y              | '-x' is no option of plan
            serve                  | 'serve' is no command
            plan -f -              | -: there is no WebServer of mpm-operator.io/v1alpha1 in it
            """)
    void refusesAWrongCommandLineInASentence(String words, String sentence) {
        assertEquals(1, run("", words.split(" ")));
        assertTrue(text(err).startsWith("mpm-operator: " + sentence), text(err));
    }

    private int run(String input, String... words) {
        Cli cli = new Cli(
                TestPlanner.create(),
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return cli.run(List.of(words));
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
