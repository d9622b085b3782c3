package io.mpmoperator.operator.resources;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/** Kubernetes objects as trees, and back. */
public final class Json {

    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

    private Json() {}

    /** The object as the API server would be sent it. */
    public static JsonNode tree(Object object) {
        return SERIALIZATION.convertValue(object, JsonNode.class);
    }

    /** The tree as an object. */
    public static <T> T object(JsonNode tree, Class<T> type) {
        return SERIALIZATION.convertValue(tree, type);
    }
}
