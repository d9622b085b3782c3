package io.mpmoperator.e2e.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApiReferenceTest {

    @Test
    void isMadeOfTheCustomResourceDefinition() throws IOException {
        GeneratedFile.holds(ApiReference.path(), ApiReference.text());
    }

    /** What {@code kubectl explain} prints. */
    @Test
    void hasASentenceForEveryFieldThatIsOurs() throws IOException {
        List<String> bare = new ArrayList<>();
        collect("spec", Schema.ofWebServers().root().at("/properties/spec"), bare);
        assertEquals(List.of(), bare);
    }

    private static void collect(String path, JsonNode schema, List<String> bare) {
        schema.path("properties").properties().forEach(field -> {
            String description = field.getValue().path("description").asText();
            if (!description.endsWith(".")) {
                bare.add(path + "." + field.getKey());
            }
            boolean ofKubernetes = ApiReference.isOfKubernetes(field.getKey());
            if (!ofKubernetes) {
                collect(path + "." + field.getKey(), field.getValue(), bare);
                collect(path + "." + field.getKey(), field.getValue().path("items"), bare);
            }
        });
    }
}
