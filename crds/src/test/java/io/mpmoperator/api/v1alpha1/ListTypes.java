package io.mpmoperator.api.v1alpha1;

import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.List;
import java.util.Map;

/** The list types of what is taken over from Kubernetes' own API, as that API declares them for server-side apply. */
final class ListTypes {

    private static final Map<String, List<String>> KEYS = Map.ofEntries(
            Map.entry("containers", List.of("name")),
            Map.entry("initContainers", List.of("name")),
            Map.entry("env", List.of("name")),
            Map.entry("volumes", List.of("name")),
            Map.entry("volumeMounts", List.of("mountPath")),
            Map.entry("volumeDevices", List.of("devicePath")),
            Map.entry("topologySpreadConstraints", List.of("topologyKey", "whenUnsatisfiable")),
            Map.entry("imagePullSecrets", List.of("name")),
            Map.entry("hostAliases", List.of("ip")));

    private ListTypes() {}

    static void complete(JSONSchemaProps schema) {
        if (schema.getProperties() != null) {
            schema.getProperties().forEach(ListTypes::complete);
        }
    }

    private static void complete(String name, JSONSchemaProps property) {
        if (property.getItems() != null) {
            completeList(property, KEYS.getOrDefault(name, List.of()));
            complete(property.getItems().getSchema());
        }
        complete(property);
    }

    private static void completeList(JSONSchemaProps list, List<String> keys) {
        JSONSchemaProps item = list.getItems().getSchema();
        boolean keyed = !keys.isEmpty()
                && item.getProperties() != null
                && item.getProperties().keySet().containsAll(keys);
        list.setXKubernetesListType(keyed ? "map" : "atomic");
        if (keyed) {
            list.setXKubernetesListMapKeys(keys);
            item.setRequired(keys);
        }
    }
}
