package io.mpmoperator.operator.resources;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The paths at which two trees differ. */
final class Differences {

    private final List<String> paths = new ArrayList<>();

    private Differences() {}

    /** Paths in the second tree whose value is another one in the first, or is not there. */
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
            for (Map.Entry<String, JsonNode> field : second.properties()) {
                String name = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
                compare(name, first.path(field.getKey()), field.getValue());
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
