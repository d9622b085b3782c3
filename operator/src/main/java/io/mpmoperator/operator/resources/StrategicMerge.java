package io.mpmoperator.operator.resources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * Kubernetes' strategic merge for what can be in a pod template: objects merge by field; the lists below merge by the
 * key of their elements; every other list is replaced; null removes. Beyond Kubernetes' own, what excludes each other is
 * not merged into one ({@link Unions}), a mount replaces the one at its path, and ports are told apart by protocol too.
 */
final class StrategicMerge {

    private static final String MOUNTS = "volumeMounts";
    private static final String PORTS = "ports";

    private static final Map<String, String> KEYS = Map.ofEntries(
            Map.entry("containers", "name"),
            Map.entry("initContainers", "name"),
            Map.entry("env", "name"),
            Map.entry("volumes", "name"),
            Map.entry("imagePullSecrets", "name"),
            Map.entry(MOUNTS, "mountPath"),
            Map.entry("volumeDevices", "devicePath"),
            Map.entry(PORTS, "containerPort"),
            Map.entry("hostAliases", "ip"),
            Map.entry("topologySpreadConstraints", "topologyKey"),
            Map.entry("resourceClaims", "name"));

    private StrategicMerge() {}

    /** The base with the patch merged into it; neither is changed. */
    static JsonNode merge(JsonNode base, JsonNode patch) {
        return merge("", base, patch);
    }

    private static JsonNode merge(String parent, JsonNode base, JsonNode patch) {
        if (parent.equals(MOUNTS) || !(base instanceof ObjectNode original) || !(patch instanceof ObjectNode changes)) {
            return patch.deepCopy();
        }
        ObjectNode merged = original.deepCopy();
        Unions.of(parent).makeRoom(merged, changes);
        for (Map.Entry<String, JsonNode> change : changes.properties()) {
            mergeField(merged, change.getKey(), change.getValue());
        }
        return merged;
    }

    private static void mergeField(ObjectNode merged, String name, JsonNode change) {
        JsonNode present = merged.get(name);
        if (change.isNull()) {
            merged.remove(name);
        } else if (present == null) {
            merged.set(name, change.deepCopy());
        } else if (present instanceof ArrayNode list && change instanceof ArrayNode changes && KEYS.containsKey(name)) {
            merged.set(name, mergeLists(name, list, changes));
        } else {
            merged.set(name, merge(name, present, change));
        }
    }

    private static ArrayNode mergeLists(String name, ArrayNode list, ArrayNode changes) {
        ArrayNode merged = list.deepCopy();
        for (JsonNode change : changes) {
            int at = indexOf(name, merged, change);
            if (at < 0) {
                merged.add(change.deepCopy());
            } else {
                merged.set(at, merge(name, merged.get(at), change));
            }
        }
        return merged;
    }

    private static int indexOf(String name, ArrayNode list, JsonNode change) {
        String key = KEYS.getOrDefault(name, "");
        for (int i = 0; i < list.size(); i++) {
            if (change.has(key) && identity(name, list.get(i), key).equals(identity(name, change, key))) {
                return i;
            }
        }
        return -1;
    }

    private static String identity(String list, JsonNode element, String key) {
        String value = element.path(key).asText();
        return switch (list) {
            case MOUNTS -> value.replaceAll("/+", "/").replaceAll("(?<=.)/$", "");
            case PORTS -> value + "/" + element.path("protocol").asText("TCP");
            default -> value;
        };
    }
}
