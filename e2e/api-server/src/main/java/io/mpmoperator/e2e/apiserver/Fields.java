package io.mpmoperator.e2e.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpmoperator.e2e.apiserver.ListTypes.ListType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An object's fields as server-side apply sees them: owned one by one, merged by the types of their lists. */
final class Fields {

    /** What the server itself writes, and what names the object: without an owner. */
    private static final Set<String> OWNERLESS_METADATA = Set.of(
            "name",
            "namespace",
            "creationTimestamp",
            "deletionTimestamp",
            "deletionGracePeriodSeconds",
            "generation",
            "managedFields",
            "resourceVersion",
            "selfLink",
            "uid");

    private final ListTypes types;

    Fields(ListTypes types) {
        this.types = types;
    }

    /** The value at every path of an object that a manager can own. */
    Map<List<String>, JsonNode> leaves(ObjectNode object) {
        Map<List<String>, JsonNode> leaves = new HashMap<>();
        object.properties().forEach(field -> {
            if (field.getKey().equals("metadata")) {
                field.getValue().properties().stream()
                        .filter(entry -> !OWNERLESS_METADATA.contains(entry.getKey()))
                        .forEach(entry -> collect(
                                List.of("f:metadata", "f:" + entry.getKey()),
                                List.of("metadata", entry.getKey()),
                                entry.getValue(),
                                leaves));
            } else if (!field.getKey().equals("apiVersion") && !field.getKey().equals("kind")) {
                collect(List.of("f:" + field.getKey()), List.of(field.getKey()), field.getValue(), leaves);
            }
        });
        return leaves;
    }

    private void collect(List<String> path, List<String> fields, JsonNode value, Map<List<String>, JsonNode> leaves) {
        if (value.isObject() && !value.isEmpty()) {
            collectObject(path, fields, value, leaves);
        } else if (value.isArray() && !value.isEmpty()) {
            switch (typeOf(fields, value)) {
                case ListType.ByKeys(List<String> keys) ->
                    value.forEach(item -> {
                        List<String> itemPath = FieldSet.child(path, keyOf(item, keys));
                        leaves.put(
                                FieldSet.child(itemPath, FieldSet.ITEM_ITSELF), JsonNodeFactory.instance.missingNode());
                        collectObject(itemPath, fields, item, leaves);
                    });
                case ListType.AsSet() -> value.forEach(item -> leaves.put(FieldSet.child(path, "v:" + item), item));
                case ListType.Atomic() -> leaves.put(path, value);
            }
        } else {
            leaves.put(path, value);
        }
    }

    private void collectObject(
            List<String> path, List<String> fields, JsonNode object, Map<List<String>, JsonNode> leaves) {
        object.properties()
                .forEach(field -> collect(
                        FieldSet.child(path, "f:" + field.getKey()),
                        FieldSet.child(fields, field.getKey()),
                        field.getValue(),
                        leaves));
    }

    /** The list's type, atomic where an item has not what its type needs. */
    private ListType typeOf(List<String> fields, JsonNode list) {
        ListType type = types.at(fields);
        boolean fits = switch (type) {
            case ListType.ByKeys(List<String> keys) -> all(list, item -> hasKeys(item, keys));
            case ListType.AsSet() -> all(list, JsonNode::isValueNode);
            case ListType.Atomic() -> true;
        };
        return fits ? type : ListTypes.ATOMIC;
    }

    private static boolean all(JsonNode list, java.util.function.Predicate<JsonNode> predicate) {
        for (JsonNode item : list) {
            if (!predicate.test(item)) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasKeys(JsonNode item, List<String> keys) {
        return item.isObject()
                && keys.stream().allMatch(key -> item.has(key) || ListTypes.KEY_DEFAULTS.containsKey(key));
    }

    private static String keyOf(JsonNode item, List<String> keys) {
        ObjectNode key = JsonNodeFactory.instance.objectNode();
        keys.stream().sorted().forEach(name -> {
            JsonNode value = item.get(name);
            if (value == null) {
                key.put(name, ListTypes.KEY_DEFAULTS.get(name));
            } else {
                key.set(name, value);
            }
        });
        return "k:" + key;
    }

    /** The live object with the applied fields written over it; what the applied object does not name stays. */
    ObjectNode merge(ObjectNode live, ObjectNode applied) {
        return (ObjectNode) merge(live, applied, List.of());
    }

    private JsonNode merge(JsonNode live, JsonNode applied, List<String> fields) {
        if (live.isObject() && applied.isObject()) {
            ObjectNode merged = live.deepCopy();
            applied.properties().forEach(field -> {
                JsonNode before = live.path(field.getKey());
                merged.set(field.getKey(), merge(before, field.getValue(), FieldSet.child(fields, field.getKey())));
            });
            return merged;
        }
        if (applied.isObject()) {
            return merge(JsonNodeFactory.instance.objectNode(), applied, fields);
        }
        if (applied.isArray()) {
            ArrayNode before = live.isArray() ? (ArrayNode) live : JsonNodeFactory.instance.arrayNode();
            return mergeLists(before, (ArrayNode) applied, fields);
        }
        return applied;
    }

    private ArrayNode mergeLists(ArrayNode live, ArrayNode applied, List<String> fields) {
        ListType type = typeOf(fields, live) instanceof ListType.Atomic ? ListTypes.ATOMIC : typeOf(fields, applied);
        return switch (type) {
            case ListType.ByKeys(List<String> keys) -> mergeByKeys(live, applied, fields, keys);
            case ListType.AsSet() -> {
                ArrayNode merged = applied.deepCopy();
                live.forEach(item -> {
                    if (all(applied, other -> !other.equals(item))) {
                        merged.add(item);
                    }
                });
                yield merged;
            }
            case ListType.Atomic() -> applied.deepCopy();
        };
    }

    private ArrayNode mergeByKeys(ArrayNode live, ArrayNode applied, List<String> fields, List<String> keys) {
        ArrayNode merged = JsonNodeFactory.instance.arrayNode();
        applied.forEach(item -> {
            JsonNode before = itemOf(live, keyOf(item, keys), keys).orElseGet(JsonNodeFactory.instance::objectNode);
            ObjectNode after = (ObjectNode) merge(before, item, fields);
            keys.stream()
                    .filter(key -> !after.has(key))
                    .forEach(key -> after.put(key, ListTypes.KEY_DEFAULTS.get(key)));
            merged.add(after);
        });
        live.forEach(item -> {
            if (itemOf(applied, keyOf(item, keys), keys).isEmpty()) {
                merged.add(item);
            }
        });
        return merged;
    }

    private static Optional<JsonNode> itemOf(ArrayNode list, String key, List<String> keys) {
        for (JsonNode item : list) {
            if (keyOf(item, keys).equals(key)) {
                return Optional.of(item);
            }
        }
        return Optional.empty();
    }

    /** The object without the fields of a set; items and objects that become empty go with them. */
    ObjectNode without(ObjectNode object, FieldSet gone, FieldSet kept) {
        ObjectNode rest = object.deepCopy();
        gone.paths().stream()
                .filter(path -> !path.getLast().equals(FieldSet.ITEM_ITSELF))
                .forEach(path -> remove(rest, path, List.of()));
        gone.paths().stream()
                .filter(path -> path.getLast().equals(FieldSet.ITEM_ITSELF))
                .map(path -> path.subList(0, path.size() - 1))
                .filter(item -> !kept.reachesInto(item))
                .forEach(item -> remove(rest, item, List.of()));
        return rest;
    }

    /** Removes the value at a path, then what became empty above it. */
    private void remove(JsonNode node, List<String> path, List<String> fields) {
        String step = path.getFirst();
        boolean last = path.size() == 1;
        if (step.startsWith("f:") && node instanceof ObjectNode object) {
            String name = step.substring(2);
            JsonNode child = object.path(name);
            if (last) {
                object.remove(name);
            } else {
                remove(child, path.subList(1, path.size()), FieldSet.child(fields, name));
                if (child.isContainerNode() && child.isEmpty()) {
                    object.remove(name);
                }
            }
        } else if (node instanceof ArrayNode list) {
            removeItem(list, step, path, fields);
        }
    }

    private void removeItem(ArrayNode list, String step, List<String> path, List<String> fields) {
        List<JsonNode> items = new ArrayList<>();
        list.forEach(items::add);
        for (JsonNode item : items) {
            boolean meant = switch (types.at(fields)) {
                case ListType.ByKeys(List<String> keys) -> keyOf(item, keys).equals(step);
                case ListType.AsSet() -> ("v:" + item).equals(step);
                case ListType.Atomic() -> false;
            };
            if (meant && path.size() > 1) {
                remove(item, path.subList(1, path.size()), fields);
            } else if (meant) {
                list.remove(items.indexOf(item));
                return;
            }
        }
    }
}
