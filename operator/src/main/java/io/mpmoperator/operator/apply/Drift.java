package io.mpmoperator.operator.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Quantity;
import io.mpmoperator.operator.resources.Json;
import java.util.Map;

/**
 * Whether an object on the cluster still says what is desired of it. Fields that are not desired (the API server's
 * defaults, an injected sidecar) are not looked at.
 */
public final class Drift {

    private Drift() {}

    /** Whether every desired field is there with the desired value. */
    public static boolean none(HasMetadata desired, HasMetadata live) {
        return holds(Json.tree(desired), Json.tree(live));
    }

    /** Whether every field of the first tree is in the second with the same value. */
    public static boolean holds(JsonNode desired, JsonNode live) {
        if (desired.isObject()) {
            return live.isObject() && objectHolds(desired, live);
        }
        if (desired.isArray()) {
            return live.isArray() && listHolds(desired, live);
        }
        return desired.equals(live) || sameAmount(desired, live);
    }

    private static boolean objectHolds(JsonNode desired, JsonNode live) {
        for (Map.Entry<String, JsonNode> field : desired.properties()) {
            if (!holds(field.getValue(), live.path(field.getKey()))) {
                return false;
            }
        }
        return true;
    }

    /** Elements with names are found by name, as another applier may have added some; others must be the same. */
    private static boolean listHolds(JsonNode desired, JsonNode live) {
        if (!desired.isEmpty() && desired.get(0).has("name")) {
            return namedListHolds(desired, live);
        }
        if (desired.size() != live.size()) {
            return false;
        }
        for (int i = 0; i < desired.size(); i++) {
            if (!holds(desired.get(i), live.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean namedListHolds(JsonNode desired, JsonNode live) {
        for (JsonNode element : desired) {
            if (!holds(element, named(live, element.get("name")))) {
                return false;
            }
        }
        return true;
    }

    private static JsonNode named(JsonNode list, JsonNode name) {
        for (JsonNode element : list) {
            if (name.equals(element.get("name"))) {
                return element;
            }
        }
        return MissingNode.getInstance();
    }

    /** 1024Mi and 1Gi are the same amount. */
    private static boolean sameAmount(JsonNode desired, JsonNode live) {
        if (!desired.isTextual() || !live.isValueNode()) {
            return false;
        }
        try {
            return new Quantity(desired.asText())
                            .getNumericalAmount()
                            .compareTo(new Quantity(live.asText()).getNumericalAmount())
                    == 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
