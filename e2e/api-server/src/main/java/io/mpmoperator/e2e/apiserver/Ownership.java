package io.mpmoperator.e2e.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Which objects the garbage collector takes, as a pure function of what is stored. */
final class Ownership {

    private Ownership() {}

    /** The objects all of whose owners are gone. One without owner references is never garbage. */
    static <T extends JsonNode> List<T> orphans(Collection<T> stored) {
        Set<String> present = stored.stream()
                .map(object -> object.path("metadata").path("uid").asText())
                .collect(Collectors.toSet());
        return stored.stream().filter(object -> isOrphan(object, present)).toList();
    }

    private static boolean isOrphan(JsonNode object, Set<String> present) {
        JsonNode owners = object.path("metadata").path("ownerReferences");
        for (JsonNode owner : owners) {
            if (present.contains(owner.path("uid").asText())) {
                return false;
            }
        }
        return !owners.isEmpty();
    }

    /** The object without its references to one owner. */
    static ObjectNode withoutOwner(ObjectNode object, String ownerUid) {
        ObjectNode freed = object.deepCopy();
        ArrayNode rest = JsonNodeFactory.instance.arrayNode();
        freed.path("metadata").path("ownerReferences").forEach(owner -> {
            if (!owner.path("uid").asText().equals(ownerUid)) {
                rest.add(owner);
            }
        });
        if (rest.isEmpty()) {
            freed.withObject("/metadata").remove("ownerReferences");
        } else {
            freed.withObject("/metadata").set("ownerReferences", rest);
        }
        return freed;
    }
}
