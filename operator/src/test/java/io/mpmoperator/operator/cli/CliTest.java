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
import org.junit.jupiter.params.provider.ValueSource;

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
    void takesTheConfigurationOutOfAConfigMapOfTheSameFile() {
        String both = """
                kind: ConfigMap
                metadata: {name: conf}
                data: {httpd.conf: "Timeout 31"}
                ---
                kind: WebServer
                metadata: {name: shop}
                spec: {mpm: {mode: event}, configurationFrom: {configMap: {name: conf, key: httpd.conf}}}
                """;
        assertEquals(0, run(both, "render", "-f", "-"), () -> text(err));
        assertTrue(text(out).contains("Timeout 31"), text(out));
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
                        .startsWith("mpm-operator: -: WebServer shop would be refused: spec.mpm: Invalid value: "
                                + "maxRequestWorkers 10 is below threadsPerChild 25"),
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
        assertTrue(text(err).contains("unknown field \"spec.mpm.maxRequestWorker\""), text(err));
        assertTrue(text(err).contains("maxRequestWorkers"), text(err));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            Shop_1 | {mpm: {mode: event}}                                       | metadata.name: Invalid value
            1shop  | {mpm: {mode: event}}                                       | metadata.name becomes the name of a Service
            shop   | {mpm: {mode: threads}}                                     | spec.mpm.mode: Unsupported value
            shop   | {mpm: {mode: event}, replicas: -1}                         | spec.replicas: Invalid value: -1
            shop   | {mpm: {mode: event}, replicas: 1e2147483647}               | spec.replicas: Invalid value
            shop   | {mpm: {mode: event}, replicas: '3'}                        | spec.replicas: Invalid value
            shop   | {mpm: {mode: event}, sizing: {memoryBudget: '1e2147483647'}} | spec.sizing.memoryBudget: Invalid value
            shop   | {mpm: {mode: event}, sizing: {memoryBudget: 1e2147483647}} | spec.sizing.memoryBudget: Invalid value
            shop   | {mpm: {mode: event, asyncRequestWorkerFactor: 1e2147483647}} | spec.mpm.asyncRequestWorkerFactor: Invalid value
            shop   | {mpm: {mode: event}, ingress: {path: shop}}                | spec.ingress.path: Invalid value
            shop   | {mpm: {mode: event}, content: null}                        | spec.content: Invalid value
            shop   | {mpm: {mode: event}, content: {configMap: {name: shop}}}   | spec.content.configMap.name: Invalid value
            shop   | [mpm]                                                      | spec: Invalid value
            shop   | {mpm: {mode: event}, podTemplate: {spec: {resources: {limits: {memory: '1e2147483647'}}}}} | spec.podTemplate.spec.resources.limits.memory '1e2147483647' is no amount
            """)
    void refusesWhatTheApiServerWouldByItsPath(String name, String spec, String path) {
        assertEquals(
                1, run("kind: WebServer\nmetadata: {name: %s}\nspec: %s\n".formatted(name, spec), "plan", "-f", "-"));
        assertTrue(text(err).startsWith("mpm-operator: -: WebServer " + name + " would be refused"), text(err));
        assertTrue(text(err).contains(path), text(err));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kind: WebServer\n\tmetadata: {name: shop}\n",
                "kind: WebServer\nmetadata:\n\tname: shop\n",
                "kind: WebServer\nkind: WebServer\n",
                "kind: [\n",
                "a: b\n---\n\tc\n",
                "%\n",
                "kind: WebServer\nmetadata: {name: \u0001}\n",
                "kind: WebServer\nmetadata: *none\n",
                "kind: WebServer\nspec: !!java.util.Date {}\n",
                "{kind: WebServer, metadata: {name: sh",
                "kind: WebServer\nmetadata: {name: shop}\nspec: {mpm: {mode: \"\\q\"}}\n"
            })
    void refusesWhatIsNoYamlInASentenceWithItsLine(String text) {
        assertEquals(1, run(text, "render", "-f", "-"));
        assertTrue(text(err).matches("mpm-operator: -: line \\d+: no YAML: [^\n]+\n"), text(err));
    }

    /** Twenty levels of two aliases each, a list that holds itself, lists in lists, and a long text. */
    @Test
    void refusesATextThatGrowsBeyondAllBounds() {
        StringBuilder laughs = new StringBuilder("l0: &l0 [ha, ha]\n");
        for (int i = 1; i < 20; i++) {
            laughs.append("l%d: &l%d [*l%d, *l%d]\n".formatted(i, i, i - 1, i - 1));
        }
        assertRefusal(laughs.toString(), "-: no YAML: a document of at most 200000 values");
        assertRefusal("a: &a [*a]\n", "-: no YAML: a document of at most 200000 values, in at most 200 levels");
        assertRefusal("[".repeat(20_000), "-: no YAML: Nesting Depth exceeded max 200");
        assertRefusal("a: '" + "x".repeat(4_000_000) + "'", "-: no YAML: The incoming YAML document exceeds the limit");
    }

    @Test
    void readsYamlAsKubectlDoes() throws IOException {
        assertEquals(0, run("""
                apiVersion: mpm-operator.io/v1alpha1
                kind: WebServer
                metadata: {name: shop, annotations: {time: "12:30", day: "2001-01-01"}}
                spec:
                  mpm: &mpm {mode: &mode event, maxRequestWorkers: 1e2}
                  podTemplate:
                    metadata: {annotations: {mode: *mode, at: 12:30, day: 2001-01-01}}
                    spec:
                      volumes: [{name: keys, secret: {secretName: keys, defaultMode: 0440}}]
                """, "render", "-f", "-", "-o", "json"), () -> text(err));
        JsonNode template = new ObjectMapper().readTree(out.toByteArray()).findValue("template");
        JsonNode annotations = template.path("metadata").path("annotations");
        assertEquals("event", annotations.path("mode").asText());
        assertEquals("12:30", annotations.path("at").asText());
        assertEquals("2001-01-01", annotations.path("day").asText());
        assertEquals(
                0440,
                template.path("spec")
                        .path("volumes")
                        .findValue("secret")
                        .path("defaultMode")
                        .asInt());
    }

    @Test
    void mergesWhatAMergeKeyNames() {
        assertEquals(0, run("""
                kind: WebServer
                metadata: {name: shop}
                spec: {mpm: {<<: &mpm {mode: event}, maxRequestWorkers: 50}}
                """, "plan", "-f", "-"), () -> text(err));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {apiVersion: mpm-operator.io/v1, kind: WebServer}                                    | apiVersion mpm-operator.io/v1 has no WebServer: mpm-operator.io/v1alpha1 is accepted
            {apiVersion: example.com/v1, kind: WebServer}                                        | there is no WebServer of mpm-operator.io/v1alpha1 in it, but WebServer of example.com/v1
            {apiVersion: mpm-operator.io/v1alpha1, kind: webserver}                              | there is no WebServer of mpm-operator.io/v1alpha1 in it, but webserver of mpm-operator.io/v1alpha1
            [a, b]                                                                               | there is no WebServer of mpm-operator.io/v1alpha1 in it, but something without a kind
            "---\n---\n# nothing"                                                              | there is no WebServer of mpm-operator.io/v1alpha1 in it
            {kind: WebServer, metadata: shop}                                                    | a WebServer has no metadata.name: give it one
            {kind: WebServer, metadata: {name: shop, lables: {}}, spec: {mpm: {mode: event}}}    | WebServer shop would be refused: unknown field "metadata.lables"
            {kind: WebServer, metadata: {name: shop, labels: x}, spec: {mpm: {mode: event}}}     | WebServer shop would be refused: metadata.labels: Invalid value: an object is accepted
            {kind: WebServer, metadata: {name: shop, finalizers: 5}, spec: {mpm: {mode: event}}} | WebServer shop would be refused: metadata.finalizers: Invalid value: a list is accepted
            """)
    void refusesWhatIsNoWebServerByWhatItIs(String document, String sentence) {
        assertRefusal(document, "-: " + sentence);
    }

    @Test
    void refusesWhatIsNoText() {
        assertEquals(1, runWith(new byte[] {'k', (byte) 0xe9}, "plan", "-f", "-"));
        assertEquals("mpm-operator: -: this is no text in UTF-8\n", text(err));
    }

    private void assertRefusal(String text, String sentence) {
        err.reset();
        assertEquals(1, run(text, "plan", "-f", "-"), () -> text(out));
        assertTrue(text(err).startsWith("mpm-operator: " + sentence), text(err));
    }

    @Test
    void refusesAFolder() {
        assertEquals(1, run("", "plan", "-f", "/tmp"));
        assertTrue(text(err).startsWith("mpm-operator: /tmp: it cannot be read: "), text(err));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            plan                   | plan needs -f FILE
            plan -f                | -f needs a value
            plan -f - -o yaml      | -o yaml: table and json are accepted
            render -f - -o table   | -o table: yaml and json are accepted
            render -f /no/such     | /no/such: there is no such file
            plan -f - --default-flavor graal | --default-flavor graal: jvm and native are accepted
            plan -x y              | '-x' is no option of plan
            serve                  | 'serve' is no command
            plan -f -              | -: there is no WebServer of mpm-operator.io/v1alpha1 in it
            """)
    void refusesAWrongCommandLineInASentence(String words, String sentence) {
        assertEquals(1, run("", words.split(" ")));
        assertTrue(text(err).startsWith("mpm-operator: " + sentence), text(err));
    }

    @Test
    void plansAndRendersForTheDefaultFlavorThatIsNamed() throws IOException {
        String bare = TWO.substring(TWO.indexOf("---") + 4, TWO.lastIndexOf("---"));

        assertEquals(0, run(bare, "plan", "-f", "-", "-o", "json"));
        assertEquals(
                "jvm",
                new ObjectMapper().readTree(out.toByteArray()).path("flavor").asText());
        out.reset();
        assertEquals(0, run(bare, "plan", "-f", "-", "-o", "json", "--default-flavor", "native"));
        JsonNode plan = new ObjectMapper().readTree(out.toByteArray());
        assertEquals("native", plan.path("flavor").asText());
        assertEquals(
                "spec.flavor is absent, and the operator's default is native",
                plan.path("flavorReason").asText());
        out.reset();
        assertEquals(0, run(bare, "render", "-f", "-", "--default-flavor", "native"));
        assertTrue(text(out).contains(TestPlanner.IMAGE + "-native"), text(out));
    }

    @Test
    void saysInTheTableWhichFlavorAndWhy() {
        assertEquals(0, run(TWO, "plan", "-f", "-", "--default-flavor", "native"));
        assertTrue(
                text(out).contains("flavor because    spec.flavor is absent, and the operator's default is native\n"),
                text(out));
    }

    private int run(String input, String... words) {
        return runWith(input.getBytes(StandardCharsets.UTF_8), words);
    }

    private int runWith(byte[] input, String... words) {
        Cli cli = new Cli(
                TestPlanner.create(),
                new ByteArrayInputStream(input),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return cli.run(List.of(words));
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
