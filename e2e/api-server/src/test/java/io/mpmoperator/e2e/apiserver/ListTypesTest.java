package io.mpmoperator.e2e.apiserver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.mpmoperator.api.v1alpha1.WebServer;
import io.mpmoperator.e2e.apiserver.ListTypes.ListType;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ListTypesTest {

    private static final String PROPERTIES = "/spec/versions/0/schema/openAPIV3Schema/properties";
    private static final String POD_TEMPLATE = "/spec/properties/podTemplate";
    private static final Set<String> ATOMIC_IN_THE_CRD = Set.of("ports", "ephemeralContainers");

    /**
     * The CRD has a copy of the schema of pods. It leaves two lists atomic: the key {@code protocol} of ports has a default, and
     * a template has no ephemeral containers.
     */
    @Test
    void mergesTheListsOfAPodAsTheCrdOfWebServersDoes() throws IOException {
        Map<String, ListType> declared = new TreeMap<>();
        Map<String, ListType> builtIn = new TreeMap<>();
        ListTypes pods = ListTypes.ofBuiltIn();
        for (List<String> list : lists(schema())) {
            String path = String.join(".", list);
            if (!ATOMIC_IN_THE_CRD.contains(list.getLast())) {
                declared.put(path, ListTypes.ofSchema(schema()).at(list));
                builtIn.put(path, pods.at(list));
            }
        }

        assertEquals(declared, builtIn);
        assertEquals(
                new ListType.ByKeys(List.of("mountPath")),
                declared.get("spec.containers.volumeMounts"),
                "is looked at");
    }

    private static JsonNode schema() throws IOException {
        try (InputStream in = WebServer.class.getResourceAsStream(WebServerDefinition.FILE)) {
            return new YAMLMapper().readTree(in).at(PROPERTIES).at(POD_TEMPLATE);
        }
    }

    private static List<List<String>> lists(JsonNode schema) {
        List<List<String>> found = new ArrayList<>();
        collect(schema, List.of(), found);
        return found;
    }

    private static void collect(JsonNode object, List<String> path, List<List<String>> found) {
        object.path("properties").properties().forEach(property -> {
            List<String> here = new ArrayList<>(path);
            here.add(property.getKey());
            JsonNode schema = property.getValue();
            if (schema.has("x-kubernetes-list-type")) {
                found.add(here);
            }
            collect(schema.has("items") ? schema.path("items") : schema, here, found);
        });
    }
}
