package io.mpmoperator.operator.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Fills in the defaults of a schema, as the API server does before it validates. */
final class Defaults {

    private Defaults() {}

    /** A copy of the value with the defaults of what is absent, or null. */
    static JsonNode in(JsonNode schema, JsonNode value) {
        JsonNode completed = value.deepCopy();
        complete(schema, completed);
        return completed;
    }

    private static void complete(JsonNode schema, JsonNode value) {
        if (value instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> property :
                    schema.path("properties").properties()) {
                JsonNode present = object.get(property.getKey());
                JsonNode otherwise = property.getValue().get("default");
                if (otherwise != null && (present == null || present.isNull())) {
                    object.set(property.getKey(), otherwise.deepCopy());
                } else if (present != null) {
                    complete(property.getValue(), present);
                }
            }
        }
        if (value.isArray()) {
            value.forEach(element -> complete(schema.path("items"), element));
        }
    }
}
