package io.mpmoperator.e2e.chart;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The reference of the API, made of the CustomResourceDefinition. */
final class ApiReference {

    /** What Kubernetes itself describes is named, not repeated. */
    private static final Set<String> OF_KUBERNETES =
            Set.of("podTemplate", "behavior", "metrics", "from", "managementFrom", "egress");

    private ApiReference() {}

    static Path path() {
        return Chart.root().resolve("docs/api.md");
    }

    /** Whether Kubernetes itself describes the field. */
    static boolean isOfKubernetes(String field) {
        return OF_KUBERNETES.contains(field);
    }

    static String text() throws IOException {
        JsonNode root = Schema.ofWebServers().root();
        StringBuilder text = new StringBuilder("""
                <!-- Generated from crds/webservers.mpm-operator.io-v1alpha1.yml. -->
                # WebServer, mpm-operator.io/v1alpha1

                What `kubectl explain webserver.spec --recursive` says, on one page. A field without a default may be left out unless it
                is marked as required.
                """);
        for (String part : List.of("spec", "status")) {
            text.append("%n## %s%n".formatted(part));
            table(part, root.path("properties").path(part), text);
        }
        return text.toString().replace("\r", "");
    }

    private static void table(String path, JsonNode schema, StringBuilder text) {
        rules(schema).forEach(rule -> text.append("%n- %s%n".formatted(rule)));
        text.append("%n| field | type | what it is |%n|---|---|---|%n".formatted());
        List<Runnable> parts = new ArrayList<>();
        schema.path("properties").properties().forEach(field -> {
            String name = field.getKey();
            JsonNode property = field.getValue();
            text.append("| `%s` | %s | %s%s |%n"
                    .formatted(name, type(name, property), required(schema, name), description(property)));
            JsonNode object = property.path("type").asText().equals("array") ? property.path("items") : property;
            if (object.has("properties") && !OF_KUBERNETES.contains(name)) {
                String full = path + "." + name;
                parts.add(() -> {
                    text.append("%n### %s%n".formatted(full));
                    table(full, object, text);
                });
            }
        });
        parts.forEach(Runnable::run);
    }

    private static List<String> rules(JsonNode schema) {
        return StreamSupport.stream(schema.path("x-kubernetes-validations").spliterator(), false)
                .map(rule -> rule.path("message").asText())
                .filter(message -> !message.isEmpty())
                .toList();
    }

    private static String required(JsonNode schema, String name) {
        return StreamSupport.stream(schema.path("required").spliterator(), false)
                        .anyMatch(required -> required.asText().equals(name))
                ? "**Required.** "
                : "";
    }

    private static String type(String name, JsonNode property) {
        if (OF_KUBERNETES.contains(name) && !property.path("type").asText().equals("string")) {
            return "as in Kubernetes";
        }
        if (property.has("enum")) {
            return StreamSupport.stream(property.path("enum").spliterator(), false)
                    .map(value -> "`" + value.asText() + "`")
                    .collect(Collectors.joining(", "));
        }
        if (property.path("x-kubernetes-int-or-string").asBoolean()) {
            return "integer or string";
        }
        String type = property.path("type").asText();
        if (type.equals("array")) {
            return "list of " + type(name, property.path("items"));
        }
        return type.equals("object") && property.has("additionalProperties") ? "map of strings" : type;
    }

    private static String description(JsonNode property) {
        StringBuilder text =
                new StringBuilder(property.path("description").asText().replace("|", "\\|"));
        if (property.has("default")) {
            text.append(" Set to `%s` when left out."
                    .formatted(property.path("default").asText()));
        }
        rules(property).stream()
                .filter(rule -> !property.has("properties"))
                .forEach(rule ->
                        text.append(' ').append(rule.replace("|", "\\|")).append('.'));
        return text.toString();
    }
}
