package io.mpmoperator.operator.resources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * Kubernetes' strategic merge for what can stand in a pod template: objects merge by field; the lists below merge by the
 * key of their elements; every other list is replaced; null removes.
 */
final class StrategicMerge {

    private static final Map<String, String> KEYS = Map.ofEntries(
            Map.entry("containers", "name"),
            Map.entry("initContainers", "name"),
            Map.entry("env", "name"),
            Map.entry("volumes", "name"),
            Map.entry("imagePullSecrets", "name"),
            Map.entry("volumeMounts", "mountPath"),
            Map.entry("volumeDevices", "devicePath"),
            Map.entry("ports", "containerPort"),
            Map.entry("hostAliases", "ip"),
            Map.entry("topologySpreadConstraints", "topologyKey"),
            Map.entry("resourceClaims", "name"));

    private StrategicMerge() {}

    /** The base with the patch merged into it; neither is changed. */
    static JsonNode merge(JsonNode base, JsonNode patch) {
        if (!(base instanceof ObjectNode original) || !(patch instanceof ObjectNode changes)) {
            return patch.deepCopy();
        }
        ObjectNode merged = original.deepCopy();
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
            merged.set(name, mergeLists(list, changes, KEYS.get(name)));
        } else {
            merged.set(name, merge(present, change));
        }
    }

    private static ArrayNode mergeLists(ArrayNode list, ArrayNode changes, String key) {
        ArrayNode merged = list.deepCopy();
        for (JsonNode change : changes) {
            int at = indexOf(merged, key, change.path(key));
            if (at < 0) {
                merged.add(change.deepCopy());
            } else {
                merged.set(at, merge(merged.get(at), change));
            }
        }
        return merged;
    }

    private static int indexOf(ArrayNode list, String key, JsonNode value) {
        for (int i = 0; i < list.size(); i++) {
            if (!value.isMissingNode() && list.get(i).path(key).equals(value)) {
                return i;
            }
        }
        return -1;
    }
}
