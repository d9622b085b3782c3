package io.mpmoperator.operator.resources;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The paths at which two trees differ. */
final class Differences {

    private final List<String> paths = new ArrayList<>();

    private Differences() {}

    /** Paths whose value is another one in the second tree, or that only one of the two has. */
    static List<String> of(JsonNode first, JsonNode second) {
        Differences differences = new Differences();
        differences.compare("", first, second);
        return List.copyOf(differences.paths);
    }

    private void compare(String path, JsonNode first, JsonNode second) {
        if (first.equals(second)) {
            return;
        }
        if (first.isObject() && second.isObject()) {
            Set<String> names = new LinkedHashSet<>();
            second.fieldNames().forEachRemaining(names::add);
            first.fieldNames().forEachRemaining(names::add);
            for (String field : names) {
                String name = path.isEmpty() ? field : path + "." + field;
                compare(name, first.path(field), second.path(field));
            }
        } else if (first.isArray() && second.isArray() && first.size() == second.size()) {
            for (int i = 0; i < second.size(); i++) {
                compare(
                        "%s[%s]".formatted(path, second.get(i).path("name").asText(Integer.toString(i))),
                        first.get(i),
                        second.get(i));
            }
        } else {
            paths.add(path);
        }
    }
}
