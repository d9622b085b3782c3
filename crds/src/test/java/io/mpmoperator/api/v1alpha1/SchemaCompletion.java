package io.mpmoperator.api.v1alpha1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import io.mpmoperator.api.schema.ListKeys;
import io.mpmoperator.api.schema.OneOf;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Walks a schema beside the records it was generated from, and writes enums, list types and quantities into it. */
final class SchemaCompletion {

    /** A quantity of memory: bytes, or a number with a binary or decimal unit. */
    private static final String QUANTITY = "^[0-9]{1,15}(\\.[0-9]{1,6})?(k|M|G|T|Ki|Mi|Gi|Ti)?$";

    private SchemaCompletion() {}

    static void complete(JSONSchemaProps schema, Class<?> type) {
        once(schema);
        if (!type.isRecord()) {
            return;
        }
        for (RecordComponent component : type.getRecordComponents()) {
            complete(property(schema, component.getName()), component);
        }
    }

    static JSONSchemaProps property(JSONSchemaProps schema, String name) {
        return Objects.requireNonNull(schema.getProperties().get(name), name);
    }

    private static void complete(JSONSchemaProps property, RecordComponent component) {
        OneOf oneOf = component.getAnnotation(OneOf.class);
        if (oneOf != null) {
            property.setEnum(Stream.of(oneOf.value())
                    .map(TextNode::valueOf)
                    .map(JsonNode.class::cast)
                    .toList());
        }
        if (component.getType() == List.class) {
            completeList(property, component);
        } else if (component.getType() == Quantity.class) {
            property.setPattern(QUANTITY);
        } else if (KubernetesResource.class.isAssignableFrom(component.getType())) {
            ListTypes.complete(property);
        } else {
            complete(property, component.getType());
        }
    }

    private static void completeList(JSONSchemaProps property, RecordComponent component) {
        ListKeys keys = component.getAnnotation(ListKeys.class);
        property.setXKubernetesListType(keys == null ? "atomic" : "map");
        if (keys != null) {
            property.setXKubernetesListMapKeys(List.of(keys.value()));
        }
        Type element = ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
        if (element instanceof Class<?> type && KubernetesResource.class.isAssignableFrom(type)) {
            ListTypes.complete(property.getItems().getSchema());
        } else if (element instanceof Class<?> type) {
            complete(property.getItems().getSchema(), type);
        }
    }

    /** The generator finds a rule on a record component twice, on its field and on its accessor. */
    private static void once(JSONSchemaProps schema) {
        List<ValidationRule> rules = schema.getXKubernetesValidations();
        if (rules != null) {
            schema.setXKubernetesValidations(new ArrayList<>(new LinkedHashSet<>(rules)));
        }
    }
}
