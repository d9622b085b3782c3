package io.mpmoperator.operator.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.mpmoperator.mpm.Mode;
import io.mpmoperator.mpm.MpmDirective;
import io.mpmoperator.operator.TestPlanner;
import io.mpmoperator.operator.TestWebServers;
import io.mpmoperator.operator.admission.Admission;
import io.mpmoperator.operator.resources.DesiredObjects;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What the CRD says of defaults, held against what the operator and the model make of a field that is not given. A
 * description says {@code Default VALUE} where the value can be written instead, and {@code Default: WORDS} otherwise.
 */
class DocumentedDefaultsTest {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final JsonNode SPEC = spec();
    private static final Pattern DEFAULT = Pattern.compile("\\bDefault (\\S+?)[.;:,]?(?:\\s|$)");
    private static final Pattern MODES = Pattern.compile("^[A-Z]\\w+ \\(([a-z, ]+)\\):");
    private static final Pattern NUMBER = Pattern.compile("(?<![\\w.%])\\d+(?![\\w.])");

    /** What a field's parents hold beside it, so that they say something. */
    private static final Map<String, String> BESIDE = new TreeMap<>(Map.of(
            "content", "configMap: {name: pages}",
            "sizing", "concurrency: 20",
            "autoscaling", "maxReplicas: 4",
            "httpRoute", "parentRefs: [{name: public}]",
            "compression", "enabled: true",
            "ingress", "hosts: [shop.example.com]"));

    /** What an autoscaler goes by. */
    private static final String WITH_CPU =
            "{spec: {containers: [{name: webserver, resources: {requests: {cpu: 50m}}}]}}";

    private static JsonNode spec() {
        try {
            Path crd = Path.of(System.getProperty("golden.folder"), "../../../../../crds")
                    .resolve("webservers.mpm-operator.io-v1alpha1.yml");
            return YAML.readTree(Files.readString(crd)).at("/spec/versions/0/schema/openAPIV3Schema/properties/spec");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** A field whose description names the value that it has where it is not given. */
    private record Field(List<String> path, JsonNode schema, String value) {

        List<String> modes() {
            Matcher modes = MODES.matcher(schema.path("description").asText());
            return modes.find() ? List.of(modes.group(1).split(", ")) : List.of("prefork", "worker", "event");
        }

        JsonNode written() throws IOException {
            if (schema.path("type").asText().equals("array")) {
                return YAML.createArrayNode().add(value);
            }
            return schema.path("type").asText().equals("string")
                    ? YAML.getNodeFactory().textNode(value)
                    : YAML.readTree(value);
        }

        Optional<JsonNode> another() throws IOException {
            return written().isIntegralNumber()
                    ? Optional.of(YAML.getNodeFactory()
                            .numberNode(written().bigIntegerValue().add(BigInteger.ONE)))
                    : Optional.empty();
        }

        @Override
        public String toString() {
            return "spec." + String.join(".", path);
        }
    }

    private static List<Field> fields() {
        List<Field> fields = new ArrayList<>();
        collect(SPEC, List.of(), fields);
        return fields;
    }

    private static void collect(JsonNode schema, List<String> path, List<Field> fields) {
        Matcher value = DEFAULT.matcher(schema.path("description").asText());
        if (value.find()) {
            fields.add(new Field(path, schema, value.group(1)));
        }
        schema.path("properties").properties().forEach(property -> {
            List<String> below = new ArrayList<>(path);
            below.add(property.getKey());
            if (!below.getFirst().equals("podTemplate")) {
                collect(property.getValue(), below, fields);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> theDefaultThatIsNamedIsTheOneThatIsTaken() {
        List<Field> fields = fields();
        assertTrue(fields.size() > 30, fields.toString());
        return fields.stream()
                .flatMap(field -> field.modes().stream()
                        .map(mode -> DynamicTest.dynamicTest(field + " " + mode, () -> check(field, mode))));
    }

    private static void check(Field field, String mode) throws IOException {
        ObjectNode without = with(field, mode, Optional.empty());

        assertEquals(objects(without), objects(with(field, mode, Optional.of(field.written()))));
        if (field.another().isPresent()) {
            assertNotEquals(objects(without), objects(with(field, mode, field.another())));
        }
    }

    private static ObjectNode with(Field field, String mode, Optional<JsonNode> value) throws IOException {
        ObjectNode spec = YAML.createObjectNode();
        spec.putObject("mpm").put("mode", mode);
        if (field.path().getFirst().equals("autoscaling")) {
            spec.set("podTemplate", YAML.readTree(WITH_CPU));
        }
        ObjectNode parent = spec;
        for (String name : field.path().subList(0, field.path().size() - 1)) {
            parent = parent.withObject("/" + name);
            if (BESIDE.containsKey(name)) {
                parent.setAll((ObjectNode) YAML.readTree(BESIDE.get(name)));
            }
        }
        if (value.isPresent()) {
            parent.set(field.path().getLast(), value.get());
        }
        return spec;
    }

    private static List<HasMetadata> objects(ObjectNode spec) {
        return DesiredObjects.of(planned(spec.toString()));
    }

    private static PlannedServer planned(String spec) {
        return assertInstanceOf(Decision.Accepted.class, decided(spec)).server();
    }

    private static Decision decided(String spec) {
        return TestPlanner.create().decide(TestWebServers.of(spec));
    }

    @Test
    void theDefaultsThatAreSaidInWordsAreTheModels() {
        assertSays("startServers", "Default: %d with prefork, %d with worker and event", MpmDirective.START_SERVERS);
        assertSays(
                "maxRequestWorkers",
                "Default: %d with prefork, %d with worker and event",
                MpmDirective.MAX_REQUEST_WORKERS);
        assertDescribes("threadLimit", "Default: %d, or threadsPerChild".formatted(threads(MpmDirective.THREAD_LIMIT)));
        assertDescribes(
                "threadsPerChild",
                "Default: %d, or maxRequestWorkers".formatted(threads(MpmDirective.THREADS_PER_CHILD)));
    }

    private static void assertSays(String field, String words, MpmDirective directive) {
        assertDescribes(field, words.formatted(directive.defaultIn(Mode.PREFORK), threads(directive)));
    }

    private static void assertDescribes(String field, String words) {
        String description =
                SPEC.at("/properties/mpm/properties/" + field + "/description").asText();
        assertTrue(description.contains(words), description);
    }

    /** The default of both modes with threads. */
    private static int threads(MpmDirective directive) {
        assertEquals(directive.defaultIn(Mode.WORKER), directive.defaultIn(Mode.EVENT));
        return directive.defaultIn(Mode.EVENT);
    }

    @Test
    void theProcessesThatServerLimitLeavesRoomForAreThoseItSays() {
        assertEquals(
                serverLimits("{mpm: {mode: event, maxRequestWorkers: 50, serverLimit: 3}}"),
                serverLimits("{mpm: {mode: event, maxRequestWorkers: 50}}"));
        assertEquals(
                serverLimits("{mpm: {mode: worker, maxRequestWorkers: 500, serverLimit: 25}}"),
                serverLimits("{mpm: {mode: worker, maxRequestWorkers: 500}}"));
    }

    private static int serverLimits(String spec) {
        return planned(spec).plan().settings().serverLimit();
    }

    @Test
    void theRequestMemoryThatIsSaidInWordsIsTheOneThatIsPlanned() {
        assertEquals(
                planned("{mpm: {mode: event}, http: {requestMemoryLimit: 996Ki}}")
                        .plan()
                        .memoryLimitBytes(),
                planned("{mpm: {mode: event}}").plan().memoryLimitBytes());
        assertTrue(SPEC.at("/properties/http/properties/requestMemoryLimit/description")
                .asText()
                .contains("Default: 896Ki and 4Ki for each thread"));
    }

    /** The rules of the CRD know one number of the model: the threads of a process that says none. */
    @Test
    void theNumbersInTheRulesAreTheModels() {
        Set<String> numbers = new TreeSet<>();
        for (JsonNode rule : SPEC.at("/properties/mpm/x-kubernetes-validations")) {
            numbers.addAll(numbers(rule.path("rule").asText()));
            numbers.addAll(numbers(rule.path("messageExpression").asText()));
        }
        numbers.removeAll(Set.of("0", "1"));

        assertEquals(Set.of(Integer.toString(threads(MpmDirective.THREADS_PER_CHILD))), numbers);
    }

    private static List<String> numbers(String text) {
        return NUMBER.matcher(text).results().map(found -> found.group()).toList();
    }

    /** What the rules of the CRD refuse of processes and threads, the model refuses, and nothing else. */
    @TestFactory
    Stream<DynamicTest> theRulesRefuseWhatTheModelRefuses() {
        return Stream.of("prefork", "worker", "event")
                .map(mode -> DynamicTest.dynamicTest(mode, () -> {
                    Admission admission = Admission.ofThisVersion();
                    List<String> different = new ArrayList<>();
                    int refused = 0;
                    for (String mpm : combinations(mode)) {
                        boolean rules = refuses(admission, mpm);
                        refused += rules ? 1 : 0;
                        if (rules == decided("{mpm: %s}".formatted(mpm)) instanceof Decision.Accepted) {
                            different.add((rules ? "the rules alone refuse " : "the model alone refuses ") + mpm);
                        }
                    }
                    assertEquals(List.of(), different);
                    assertTrue(refused > 3, mode);
                }));
    }

    private static boolean refuses(Admission admission, String mpm) throws IOException {
        return !admission
                .refusals(YAML.readTree(
                        "{apiVersion: mpm-operator.io/v1alpha1, kind: WebServer, metadata: {name: shop}, spec: {mpm: %s}}"
                                .formatted(mpm)))
                .isEmpty();
    }

    private static List<String> combinations(String mode) {
        List<String> found = List.of("mode: " + mode);
        found = times(found, "maxRequestWorkers", 10, 30);
        found = times(found, "serverLimit", 1);
        found = times(found, "startServers", 2, 5);
        if (!mode.equals("prefork")) {
            found = times(found, "threadsPerChild", 5, 25);
        }
        return found.stream().map("{%s}"::formatted).toList();
    }

    private static List<String> times(List<String> before, String field, int... values) {
        List<String> found = new ArrayList<>(before);
        for (String one : before) {
            for (int value : values) {
                found.add("%s, %s: %d".formatted(one, field, value));
            }
        }
        return found;
    }
}
