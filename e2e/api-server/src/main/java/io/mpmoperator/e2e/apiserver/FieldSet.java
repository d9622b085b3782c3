package io.mpmoperator.e2e.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The fields that one manager owns: paths in the notation of {@code managedFields[].fieldsV1}.
 *
 * <p>A step is {@code f:NAME}, {@code k:{"key":"value"}} for an item of a keyed list, {@code v:VALUE} for an item of a
 * set; a path that ends with {@code .} means the item itself.
 */
record FieldSet(Set<List<String>> paths) {

    static final String ITEM_ITSELF = ".";

    static final FieldSet EMPTY = new FieldSet(Set.of());

    FieldSet {
        paths = Set.copyOf(paths);
    }

    FieldSet union(FieldSet other) {
        return new FieldSet(java.util.stream.Stream.concat(paths.stream(), other.paths.stream())
                .collect(Collectors.toSet()));
    }

    FieldSet minus(FieldSet other) {
        return new FieldSet(
                paths.stream().filter(path -> !other.paths.contains(path)).collect(Collectors.toSet()));
    }

    static FieldSet union(Collection<FieldSet> sets) {
        return sets.stream().reduce(EMPTY, FieldSet::union);
    }

    /** True if a path of this set lies under the prefix. */
    boolean reachesInto(List<String> prefix) {
        return paths.stream()
                .anyMatch(path -> path.size() >= prefix.size()
                        && path.subList(0, prefix.size()).equals(prefix));
    }

    boolean isEmpty() {
        return paths.isEmpty();
    }

    ObjectNode toFieldsV1() {
        Map<String, Object> root = new TreeMap<>();
        paths.forEach(path -> insert(root, path));
        return toJson(root);
    }

    @SuppressWarnings("unchecked")
    private static void insert(Map<String, Object> node, List<String> path) {
        Map<String, Object> at = node;
        for (String step : path) {
            at = (Map<String, Object>) at.computeIfAbsent(step, key -> new TreeMap<String, Object>());
        }
    }

    @SuppressWarnings("unchecked")
    private static ObjectNode toJson(Map<String, Object> node) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        node.forEach((step, child) -> json.set(step, toJson((Map<String, Object>) child)));
        return json;
    }

    static FieldSet ofFieldsV1(JsonNode fieldsV1) {
        List<List<String>> paths = new ArrayList<>();
        collect(List.of(), fieldsV1, paths);
        return new FieldSet(Set.copyOf(paths));
    }

    private static void collect(List<String> path, JsonNode node, List<List<String>> paths) {
        if (node.isEmpty()) {
            if (!path.isEmpty()) {
                paths.add(path);
            }
            return;
        }
        node.properties().forEach(child -> collect(child(path, child.getKey()), child.getValue(), paths));
    }

    static List<String> child(List<String> path, String step) {
        List<String> child = new ArrayList<>(path);
        child.add(step);
        return List.copyOf(child);
    }

    /** The path as a conflict's message shows it: {@code .spec.replicas}. */
    static String display(List<String> path) {
        return path.stream()
                .filter(step -> !step.equals(ITEM_ITSELF))
                .map(step -> step.startsWith("f:") ? "." + step.substring(2) : "[" + step.substring(2) + "]")
                .collect(Collectors.joining());
    }
}
