package io.mpmoperator.e2e.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.zjsonpatch.JsonPatch;
import io.fabric8.zjsonpatch.JsonPatchException;

/** The patch formats other than apply, as pure functions. */
final class Patches {

    private Patches() {}

    /** RFC 7386: null removes, objects merge, everything else replaces. */
    static ObjectNode mergePatch(ObjectNode live, JsonNode patch) {
        return (ObjectNode) mergeValue(live, patch);
    }

    private static JsonNode mergeValue(JsonNode live, JsonNode patch) {
        if (!patch.isObject()) {
            return patch;
        }
        ObjectNode merged = live.isObject() ? live.deepCopy() : JsonNodeFactory.instance.objectNode();
        patch.properties().forEach(field -> {
            if (field.getValue().isNull()) {
                merged.remove(field.getKey());
            } else {
                merged.set(field.getKey(), mergeValue(merged.path(field.getKey()), field.getValue()));
            }
        });
        return merged;
    }

    /**
     * Kubernetes' strategic merge, without its directives ({@code $patch}, {@code $setElementOrder}, ...): keyed lists
     * merge item by item, all else as in a merge patch.
     */
    static ObjectNode strategicMergePatch(ObjectNode live, ObjectNode patch, ListTypes types) {
        ObjectNode withoutRemoved = removeNulled(live, patch);
        return new Fields(types).merge(withoutRemoved, onlyValues(patch));
    }

    private static ObjectNode removeNulled(ObjectNode live, ObjectNode patch) {
        ObjectNode rest = live.deepCopy();
        patch.properties().forEach(field -> {
            JsonNode before = rest.path(field.getKey());
            if (field.getValue().isNull()) {
                rest.remove(field.getKey());
            } else if (field.getValue() instanceof ObjectNode child && before instanceof ObjectNode object) {
                rest.set(field.getKey(), removeNulled(object, child));
            }
        });
        return rest;
    }

    private static ObjectNode onlyValues(ObjectNode patch) {
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        patch.properties().forEach(field -> {
            if (field.getValue() instanceof ObjectNode child) {
                values.set(field.getKey(), onlyValues(child));
            } else if (!field.getValue().isNull() && !field.getKey().startsWith("$")) {
                values.set(field.getKey(), field.getValue());
            }
        });
        return values;
    }

    /** RFC 6902. */
    static ObjectNode jsonPatch(ObjectNode live, JsonNode patch) throws ApiException {
        try {
            return (ObjectNode) JsonPatch.apply(patch, live.deepCopy());
        } catch (JsonPatchException e) {
            throw ApiException.badRequest("the JSON patch does not fit the object: " + e.getMessage());
        }
    }
}
