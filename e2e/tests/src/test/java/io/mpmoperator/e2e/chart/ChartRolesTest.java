package io.mpmoperator.e2e.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpmoperator.operator.resources.OwnedKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The chart's roles beside what the operator does. */
class ChartRolesTest {

    /** An informer lists and watches; an object is read and applied, which creates or patches it. */
    private static final Set<String> OF_EVERY_OWNED_RESOURCE = Set.of("get", "list", "watch", "create", "patch");

    /**
     * What every WebServer has is not deleted by the operator, but with the WebServer, by Kubernetes. Of its ConfigMaps there
     * are more: copies of jars.
     */
    private static final Set<OwnedKind> ALWAYS_THERE = Set.of(OwnedKind.DEPLOYMENT, OwnedKind.SERVICE);

    private final List<JsonNode> everywhere = Chart.documents(Chart.render("mpm-operator", "mpm-system", Map.of()));
    private final List<JsonNode> somewhere = Chart.documents(Chart.render(
            "mpm-operator", "mpm-system", Map.of("watchNamespaces[0]", "shop", "watchNamespaces[1]", "blog")));

    @Test
    void allowWhatIsDoneToEveryOwnedResourceAndNoMore() {
        for (OwnedKind kind : OwnedKind.values()) {
            String group = kind.apiVersion().contains("/") ? kind.apiVersion().replaceFirst("/.*", "") : "";
            String plural = plural(kind.kind().toLowerCase(Locale.ROOT));
            Set<String> verbs = new TreeSet<>(OF_EVERY_OWNED_RESOURCE);
            if (!ALWAYS_THERE.contains(kind)) {
                verbs.add("delete");
            }
            assertEquals(verbs, verbs(clusterRole(), group, plural), () -> group + "/" + plural);
        }
    }

    @Test
    void allowSecretsAndClaimsToBeReadByNameAlone() {
        assertEquals(Set.of("get"), verbs(clusterRole(), "", "secrets"));
        assertEquals(Set.of("get"), verbs(clusterRole(), "", "persistentvolumeclaims"));
    }

    /** Pods are never made or deleted by hand: they are resized in place, and their ReplicaSet is told. */
    @Test
    void allowPodsToBeResized() {
        assertEquals(Set.of("list", "patch"), verbs(clusterRole(), "", "pods"));
        assertEquals(Set.of("patch"), verbs(clusterRole(), "", "pods/resize"));
        assertEquals(Set.of("list", "patch"), verbs(clusterRole(), "apps", "replicasets"));
    }

    @Test
    void allowNothingOfWebServersButToReadThemAndToWriteTheirStatus() {
        assertEquals(Set.of("list", "watch"), verbs(clusterRole(), "mpm-operator.io", "webservers"));
        assertEquals(Set.of("patch"), verbs(clusterRole(), "mpm-operator.io", "webservers/status"));
    }

    @Test
    void nameNoWildcard() {
        for (JsonNode rule : clusterRole().path("rules")) {
            assertTrue(!rule.toString().contains("\"*\""), rule::toString);
        }
    }

    @Test
    void areTheSameForNamespacesAndLeaveTheClusterAlone() {
        List<JsonNode> roles = somewhere.stream()
                .filter(document -> document.path("kind").asText().equals("Role"))
                .filter(document ->
                        document.path("metadata").path("name").asText().equals("mpm-operator"))
                .toList();
        assertEquals(
                List.of("shop", "blog"),
                roles.stream()
                        .map(role -> role.path("metadata").path("namespace").asText())
                        .toList());
        roles.forEach(role -> assertEquals(clusterRole().path("rules"), role.path("rules")));
        assertTrue(somewhere.stream()
                .noneMatch(document -> document.path("kind").asText().equals("ClusterRoleBinding")));
    }

    @Test
    void tellTheOperatorWhichNamespacesItMayWatch() {
        List<String> values = new ArrayList<>();
        Chart.find(somewhere, "Deployment", "mpm-operator")
                .at("/spec/template/spec/containers/0/env")
                .forEach(variable -> {
                    if (variable.path("name").asText().equals("MPM_NAMESPACES")) {
                        values.add(variable.path("value").asText());
                    }
                });
        assertEquals(List.of("shop,blog"), values);
    }

    private static String plural(String kind) {
        return kind.endsWith("s") ? kind + "es" : kind.replaceFirst("y$", "ie") + "s";
    }

    private JsonNode clusterRole() {
        return Chart.find(everywhere, "ClusterRole", "mpm-operator");
    }

    private static Set<String> verbs(JsonNode role, String group, String resource) {
        Set<String> verbs = new TreeSet<>();
        for (JsonNode rule : role.path("rules")) {
            if (contains(rule.path("apiGroups"), group) && contains(rule.path("resources"), resource)) {
                rule.path("verbs").forEach(verb -> verbs.add(verb.asText()));
            }
        }
        return verbs;
    }

    private static boolean contains(JsonNode list, String word) {
        for (JsonNode element : list) {
            if (element.asText().equals(word)) {
                return true;
            }
        }
        return false;
    }
}
