package io.mpmoperator.e2e.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * One entry of {@code metadata.managedFields}: who wrote which fields, and how.
 *
 * @param operation {@code Apply} or {@code Update}
 * @param subresource {@code status} and the like, empty for the object itself
 * @param time when the fields or their values last changed, RFC 3339
 */
record FieldOwner(String manager, String operation, String subresource, String time, FieldSet fields) {

    static final String APPLY = "Apply";
    static final String UPDATE = "Update";

    boolean isSameWriter(FieldOwner other) {
        return manager.equals(other.manager)
                && operation.equals(other.operation)
                && subresource.equals(other.subresource);
    }

    FieldOwner withFields(FieldSet newFields) {
        return new FieldOwner(manager, operation, subresource, time, newFields);
    }

    static List<FieldOwner> of(ObjectNode object) {
        List<FieldOwner> owners = new ArrayList<>();
        for (JsonNode entry : object.path("metadata").path("managedFields")) {
            owners.add(new FieldOwner(
                    entry.path("manager").asText(),
                    entry.path("operation").asText(),
                    entry.path("subresource").asText(),
                    entry.path("time").asText(),
                    FieldSet.ofFieldsV1(entry.path("fieldsV1"))));
        }
        return owners;
    }

    /** Writes the owners that own anything into the object's metadata. */
    static void write(List<FieldOwner> owners, ObjectNode object) {
        ArrayNode entries = JsonNodeFactory.instance.arrayNode();
        for (FieldOwner owner : owners) {
            if (!owner.fields.isEmpty()) {
                ObjectNode entry = entries.addObject();
                entry.put("manager", owner.manager).put("operation", owner.operation);
                entry.put("apiVersion", object.path("apiVersion").asText());
                entry.put("time", owner.time).put("fieldsType", "FieldsV1");
                entry.set("fieldsV1", owner.fields.toFieldsV1());
                if (!owner.subresource.isEmpty()) {
                    entry.put("subresource", owner.subresource);
                }
            }
        }
        object.withObject("/metadata").set("managedFields", entries);
    }
}
