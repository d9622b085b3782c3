package io.mpmoperator.e2e.apiserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.mpmoperator.e2e.apiserver.FieldManagement.Writer;
import java.util.List;
import org.junit.jupiter.api.Test;

class FieldManagementTest {

    private static final Writer OPERATOR = new Writer("operator", "", "2026-01-01T00:00:00Z");
    private static final Writer OPERATOR_LATER = new Writer("operator", "", "2026-01-01T00:01:00Z");
    private static final Writer USER = new Writer("kubectl", "", "2026-01-01T00:00:30Z");

    private final FieldManagement fields = new FieldManagement(ListTypes.ofBuiltIn());

    private static ObjectNode yaml(String text) {
        try {
            return (ObjectNode) new YAMLMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static ObjectNode nothing() {
        return yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: shop}}");
    }

    private static ObjectNode configMap(String data) {
        return yaml(
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: shop, labels: {app: shop}}, data: " + data + "}");
    }

    private static ObjectNode deployment(String containers) {
        return yaml(
                "{apiVersion: apps/v1, kind: Deployment, metadata: {name: shop}, spec: {template: {spec: {containers: "
                        + containers + "}}}}");
    }

    private static JsonNode containers(ObjectNode deployment) {
        return deployment.at("/spec/template/spec/containers");
    }

    private static List<FieldOwner> owners(ObjectNode object) {
        return FieldOwner.of(object);
    }

    @Test
    void createsWhatIsNotThereAndOwnsItsFields() throws ApiException {
        ObjectNode applied = fields.apply(nothing(), configMap("{a: '1'}"), OPERATOR, true);

        assertEquals("1", applied.at("/data/a").asText());
        FieldOwner owner = owners(applied).getFirst();
        assertEquals("operator", owner.manager());
        assertEquals(
                yaml("{'f:data': {'f:a': {}}, 'f:metadata': {'f:labels': {'f:app': {}}}}"),
                owner.fields().toFieldsV1());
    }

    @Test
    void removesTheFieldsThatItsManagerNoLongerApplies() throws ApiException {
        ObjectNode first = fields.apply(nothing(), configMap("{a: '1', b: '2'}"), OPERATOR, true);

        ObjectNode second = fields.apply(first, configMap("{a: '1'}"), OPERATOR_LATER, true);

        assertEquals(yaml("{a: '1'}"), second.get("data"));
    }

    @Test
    void leavesTheFieldsOfOthers() throws ApiException {
        ObjectNode first = fields.apply(nothing(), configMap("{a: '1'}"), OPERATOR, true);
        ObjectNode edited = first.deepCopy();
        edited.withObject("/data").put("extra", "mine");
        ObjectNode tracked = fields.update(first, edited, USER);

        ObjectNode second = fields.apply(tracked, configMap("{a: '2'}"), OPERATOR_LATER, true);

        assertEquals(yaml("{a: '2', extra: mine}"), second.get("data"));
    }

    @Test
    void changesNothingWhenTheSameIsAppliedAgain() throws ApiException {
        ObjectNode first = fields.apply(nothing(), configMap("{a: '1'}"), OPERATOR, true);

        assertEquals(first, fields.apply(first, configMap("{a: '1'}"), OPERATOR_LATER, true));
    }

    @Test
    void takesBackAFieldThatAnUpdateTookAway() throws ApiException {
        ObjectNode first = fields.apply(nothing(), configMap("{a: '1'}"), OPERATOR, true);
        ObjectNode edited = first.deepCopy();
        edited.withObject("/data").put("a", "drifted");
        ObjectNode drifted = fields.update(first, edited, USER);
        assertEquals(
                yaml("{'f:metadata': {'f:labels': {'f:app': {}}}}"),
                owners(drifted).getFirst().fields().toFieldsV1());

        ObjectNode repaired = fields.apply(drifted, configMap("{a: '1'}"), OPERATOR_LATER, true);

        assertEquals("1", repaired.at("/data/a").asText());
        assertEquals(1, owners(repaired).size());
    }

    @Test
    void refusesAConflictUnlessForced() throws ApiException {
        ObjectNode first = fields.apply(nothing(), configMap("{a: '1'}"), OPERATOR, true);

        ApiException refused =
                assertThrows(ApiException.class, () -> fields.apply(first, configMap("{a: '2'}"), USER, false));

        assertEquals(409, refused.code());
        assertEquals("Apply failed with 1 conflict: conflict with \"operator\": .data.a", refused.getMessage());
    }

    @Test
    void sharesAFieldThatTwoManagersApplyAlike() throws ApiException {
        ObjectNode first = fields.apply(nothing(), configMap("{a: '1'}"), OPERATOR, true);
        ObjectNode second = fields.apply(first, configMap("{a: '1'}"), USER, false);

        ObjectNode third = fields.apply(second, configMap("{}"), OPERATOR_LATER, true);

        assertEquals("1", third.at("/data/a").asText());
    }

    @Test
    void mergesContainersByNameAndPortsByNumberAndProtocol() throws ApiException {
        ObjectNode first = fields.apply(
                yaml("{apiVersion: apps/v1, kind: Deployment, metadata: {name: shop}}"),
                deployment("[{name: webserver, image: a, ports: [{containerPort: 8080, name: http}]}]"),
                OPERATOR,
                true);
        ObjectNode edited = first.deepCopy();
        ((com.fasterxml.jackson.databind.node.ArrayNode) containers(edited)).add(yaml("{name: sidecar, image: s}"));
        ObjectNode tracked = fields.update(first, edited, USER);

        ObjectNode second = fields.apply(
                tracked,
                deployment("[{name: webserver, image: b, ports: [{containerPort: 8080, name: http}]}]"),
                OPERATOR_LATER,
                true);

        assertEquals(2, containers(second).size());
        assertEquals("b", containers(second).at("/0/image").asText());
        assertEquals("TCP", containers(second).at("/0/ports/0/protocol").asText());
        assertEquals("sidecar", containers(second).at("/1/name").asText());
        JsonNode port = owners(second)
                .getLast()
                .fields()
                .toFieldsV1()
                .at("/f:spec/f:template/f:spec/f:containers")
                .path("k:{\"name\":\"webserver\"}")
                .path("f:ports")
                .path("k:{\"containerPort\":8080,\"protocol\":\"TCP\"}");
        assertEquals(yaml("{'.': {}, 'f:containerPort': {}, 'f:name': {}}"), port);
    }

    @Test
    void removesAnItemThatItsManagerNoLongerApplies() throws ApiException {
        ObjectNode empty = yaml("{apiVersion: apps/v1, kind: Deployment, metadata: {name: shop}}");
        ObjectNode first =
                fields.apply(empty, deployment("[{name: a, image: x}, {name: b, image: y}]"), OPERATOR, true);

        ObjectNode second = fields.apply(first, deployment("[{name: b, image: y}]"), OPERATOR_LATER, true);

        assertEquals(yaml("{c: [{name: b, image: y}]}").get("c"), containers(second));
    }

    @Test
    void replacesAListThatHasNoKeys() throws ApiException {
        ObjectNode empty = yaml("{apiVersion: apps/v1, kind: Deployment, metadata: {name: shop}}");
        ObjectNode first = fields.apply(empty, deployment("[{name: a, args: [x, y]}]"), OPERATOR, true);

        ObjectNode second = fields.apply(first, deployment("[{name: a, args: [z]}]"), OPERATOR_LATER, true);

        assertEquals(yaml("{c: [z]}").get("c"), containers(second).at("/0/args"));
    }

    @Test
    void keepsEveryFinalizer() throws ApiException {
        ObjectNode live = configMap("{a: '1'}");
        live.withObject("/metadata").withArray("finalizers").add("other/finalizer");
        ObjectNode applied = configMap("{a: '1'}");
        applied.withObject("/metadata").withArray("finalizers").add("ours/finalizer");

        ObjectNode merged = fields.apply(live, applied, OPERATOR, true);

        assertEquals(yaml("{c: [ours/finalizer, other/finalizer]}").get("c"), merged.at("/metadata/finalizers"));
    }

    @Test
    void takesTheKeysOfACustomResourceFromItsSchema() throws ApiException {
        ObjectNode schema = yaml("""
                properties:
                  spec:
                    properties:
                      handlers:
                        x-kubernetes-list-type: map
                        x-kubernetes-list-map-keys: [path]
                        items: {properties: {path: {}, className: {}}}
                """);
        FieldManagement custom = new FieldManagement(ListTypes.ofSchema(schema));
        ObjectNode live = yaml("{kind: WebServer, spec: {handlers: [{path: /a, className: A}]}}");

        ObjectNode merged = custom.apply(
                live, yaml("{kind: WebServer, spec: {handlers: [{path: /b, className: B}]}}"), OPERATOR, true);

        assertEquals(
                yaml("{c: [{path: /b, className: B}, {path: /a, className: A}]}")
                        .get("c"),
                merged.at("/spec/handlers"));
    }
}
