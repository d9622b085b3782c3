package io.mpmoperator.e2e.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How the lists of one kind of object merge under server-side apply.
 *
 * <p>Built-in kinds carry that in the API's own OpenAPI document ({@code x-kubernetes-list-type}); here it is a table by
 * field name, of the lists that a pod's owner meets. A custom resource carries it in its CRD's schema.
 */
@FunctionalInterface
interface ListTypes {

    /** How the list under these field names merges; list items have no name of their own in the path. */
    ListType at(List<String> fields);

    sealed interface ListType {
        /** Items are objects, told apart by the values of these fields. */
        record ByKeys(List<String> keys) implements ListType {}

        /** Items are scalars, each there once. */
        record AsSet() implements ListType {}

        /** The list is one value, replaced as a whole. */
        record Atomic() implements ListType {}
    }

    ListType ATOMIC = new ListType.Atomic();

    /** The value that the API server gives a key field that was not written. */
    Map<String, String> KEY_DEFAULTS = Map.of("protocol", "TCP");

    Map<String, List<String>> KEYS_BY_FIELD = Map.ofEntries(
            Map.entry("containers", List.of("name")),
            Map.entry("initContainers", List.of("name")),
            Map.entry("ephemeralContainers", List.of("name")),
            Map.entry("env", List.of("name")),
            Map.entry("volumes", List.of("name")),
            Map.entry("imagePullSecrets", List.of("name")),
            Map.entry("volumeMounts", List.of("mountPath")),
            Map.entry("volumeDevices", List.of("devicePath")),
            Map.entry("hostAliases", List.of("ip")),
            Map.entry("topologySpreadConstraints", List.of("topologyKey", "whenUnsatisfiable")),
            Map.entry("conditions", List.of("type")));

    /** The lists that every object has. */
    static ListType ofMetadata(List<String> fields) {
        return switch (String.join(".", fields)) {
            case "metadata.ownerReferences" -> new ListType.ByKeys(List.of("uid"));
            case "metadata.finalizers" -> new ListType.AsSet();
            default -> ATOMIC;
        };
    }

    /** The lists of the built-in kinds. */
    static ListTypes ofBuiltIn() {
        return fields -> {
            if (fields.getFirst().equals("metadata")) {
                return ofMetadata(fields);
            }
            if (fields.getLast().equals("ports")) {
                return portsOf(fields);
            }
            List<String> keys = KEYS_BY_FIELD.get(fields.getLast());
            return keys == null ? ATOMIC : new ListType.ByKeys(keys);
        };
    }

    private static ListType portsOf(List<String> fields) {
        if (fields.contains("containers") || fields.contains("initContainers")) {
            return new ListType.ByKeys(List.of("containerPort", "protocol"));
        }
        return fields.equals(List.of("spec", "ports")) ? new ListType.ByKeys(List.of("port", "protocol")) : ATOMIC;
    }

    /** The lists of a custom resource, from the {@code openAPIV3Schema} of its version. */
    static ListTypes ofSchema(JsonNode schema) {
        return fields -> {
            if (fields.getFirst().equals("metadata")) {
                return ofMetadata(fields);
            }
            JsonNode node = schema;
            for (String field : fields) {
                JsonNode object = node.has("items") ? node.path("items") : node;
                node = object.path("properties").path(field);
            }
            return switch (node.path("x-kubernetes-list-type").asText()) {
                case "map" -> new ListType.ByKeys(texts(node.path("x-kubernetes-list-map-keys")));
                case "set" -> new ListType.AsSet();
                default -> ATOMIC;
            };
        };
    }

    /** The items of an array of strings. */
    static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(item -> texts.add(item.asText()));
        return List.copyOf(texts);
    }
}
