package io.mpmoperator.e2e.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** The {@code autoscaling/v1 Scale} of an object, read and written back. */
final class Scale {

    private Scale() {}

    static ObjectNode of(ObjectNode object) {
        JsonNode metadata = object.path("metadata");
        ObjectNode scale = JsonNodeFactory.instance.objectNode();
        scale.put("kind", "Scale").put("apiVersion", "autoscaling/v1");
        ObjectNode identity = scale.putObject("metadata");
        for (String field : List.of("name", "namespace", "uid", "resourceVersion", "creationTimestamp")) {
            if (metadata.has(field)) {
                identity.set(field, metadata.get(field));
            }
        }
        scale.putObject("spec").put("replicas", replicas(object.path("spec")));
        ObjectNode status = scale.putObject("status");
        status.put("replicas", object.path("status").path("replicas").asInt());
        status.put("selector", selector(object));
        return scale;
    }

    private static int replicas(JsonNode spec) {
        return spec.path("replicas").asInt(1);
    }

    private static String selector(ObjectNode object) {
        JsonNode ofStatus = object.path("status").path("selector");
        if (ofStatus.isTextual()) {
            return ofStatus.asText();
        }
        List<String> terms = new ArrayList<>();
        object.path("spec")
                .path("selector")
                .path("matchLabels")
                .properties()
                .forEach(label ->
                        terms.add(label.getKey() + "=" + label.getValue().asText()));
        return String.join(",", terms);
    }

    /** The object with the replicas of the scale. */
    static ObjectNode scaled(ObjectNode object, ObjectNode scale) {
        ObjectNode scaled = object.deepCopy();
        scaled.withObject("/spec").put("replicas", replicas(scale.path("spec")));
        scaled.withObject("/metadata").remove("resourceVersion");
        JsonNode version = scale.path("metadata").path("resourceVersion");
        if (version.isTextual() && !version.asText().isEmpty()) {
            scaled.withObject("/metadata").set("resourceVersion", version);
        }
        return scaled;
    }
}
