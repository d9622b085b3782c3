package io.mpmoperator.operator.admission;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Fields that the schema does not have: an API server drops them, and kubectl refuses them. */
final class UnknownFields {

    private static final Set<String> OF_EVERY_OBJECT = Set.of("apiVersion", "kind", "metadata");

    private final List<String> found = new ArrayList<>();

    private UnknownFields() {}

    static List<String> of(JsonNode schema, JsonNode object) {
        UnknownFields unknown = new UnknownFields();
        object.properties().forEach(field -> {
            if (!OF_EVERY_OBJECT.contains(field.getKey())) {
                unknown.field(schema, "", field.getKey(), field.getValue());
            }
        });
        return unknown.found;
    }

    private void field(JsonNode schema, String parent, String name, JsonNode value) {
        String path = parent.isEmpty() ? name : parent + "." + name;
        if (schema.path("properties").has(name)) {
            walk(schema.path("properties").path(name), path, value);
        } else if (schema.path("additionalProperties").isObject()) {
            walk(schema.path("additionalProperties"), path, value);
        } else if (schema.path("properties").isObject()) {
            found.add("unknown field \"%s\"; known beside it: %s".formatted(path, known(schema)));
        }
    }

    private void walk(JsonNode schema, String path, JsonNode value) {
        if (value.isObject()) {
            value.properties().forEach(field -> field(schema, path, field.getKey(), field.getValue()));
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                walk(schema.path("items"), "%s[%d]".formatted(path, i), value.get(i));
            }
        }
    }

    private static String known(JsonNode schema) {
        TreeSet<String> names = new TreeSet<>();
        schema.path("properties").fieldNames().forEachRemaining(names::add);
        return String.join(", ", names);
    }
}
