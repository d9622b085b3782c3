package io.mpmoperator.e2e.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the API server serves: the built-in kinds that an operator of web servers meets, and those of stored CRDs. */
final class ResourceCatalog {

    static final ResourceKind CUSTOM_RESOURCE_DEFINITION = new ResourceKind(
            "apiextensions.k8s.io",
            "v1",
            "CustomResourceDefinition",
            "customresourcedefinitions",
            false,
            List.of("crd", "crds"),
            Set.of("status"));

    private static final ListTypes BUILT_IN_LISTS = ListTypes.ofBuiltIn();

    private static final List<ResourceKind> BUILT_IN = List.of(
            core("Namespace", "namespaces", false, List.of("ns"), "status"),
            core("Node", "nodes", false, List.of("no"), "status"),
            core("Pod", "pods", true, List.of("po"), "status").inAll(),
            core("Service", "services", true, List.of("svc"), "status").inAll(),
            core("ConfigMap", "configmaps", true, List.of("cm")),
            core("Secret", "secrets", true, List.of()),
            core("ServiceAccount", "serviceaccounts", true, List.of("sa")),
            core("Event", "events", true, List.of("ev")),
            core("PersistentVolumeClaim", "persistentvolumeclaims", true, List.of("pvc"), "status"),
            new ResourceKind(
                            "apps",
                            "v1",
                            "Deployment",
                            "deployments",
                            true,
                            List.of("deploy"),
                            Set.of("status", "scale"))
                    .inAll(),
            new ResourceKind(
                    "autoscaling",
                    "v2",
                    "HorizontalPodAutoscaler",
                    "horizontalpodautoscalers",
                    true,
                    List.of("hpa"),
                    Set.of("status")),
            new ResourceKind(
                    "policy",
                    "v1",
                    "PodDisruptionBudget",
                    "poddisruptionbudgets",
                    true,
                    List.of("pdb"),
                    Set.of("status")),
            new ResourceKind("networking.k8s.io", "v1", "Ingress", "ingresses", true, List.of("ing"), Set.of("status")),
            new ResourceKind(
                    "networking.k8s.io", "v1", "NetworkPolicy", "networkpolicies", true, List.of("netpol"), Set.of()),
            new ResourceKind("coordination.k8s.io", "v1", "Lease", "leases", true, List.of(), Set.of()),
            new ResourceKind("events.k8s.io", "v1", "Event", "events", true, List.of("ev"), Set.of()),
            CUSTOM_RESOURCE_DEFINITION);

    /** A kind of a stored CRD with the schema and the printer columns of its version. */
    private record Custom(ResourceKind kind, JsonNode version) {}

    private final Map<String, List<Custom>> customByCrd = new LinkedHashMap<>();

    private static ResourceKind core(
            String kind, String plural, boolean namespaced, List<String> shortNames, String... subresources) {
        return new ResourceKind("", "v1", kind, plural, namespaced, shortNames, Set.of(subresources));
    }

    void register(JsonNode crd) {
        JsonNode spec = crd.path("spec");
        List<Custom> served = new ArrayList<>();
        for (JsonNode version : spec.path("versions")) {
            if (version.path("served").asBoolean()) {
                served.add(new Custom(kindOf(spec, version), version));
            }
        }
        customByCrd.put(crd.path("metadata").path("name").asText(), served);
    }

    private static ResourceKind kindOf(JsonNode spec, JsonNode version) {
        JsonNode names = spec.path("names");
        Set<String> subresources = new java.util.LinkedHashSet<>();
        version.path("subresources").fieldNames().forEachRemaining(subresources::add);
        return new ResourceKind(
                spec.path("group").asText(),
                version.path("name").asText(),
                names.path("kind").asText(),
                names.path("plural").asText(),
                spec.path("scope").asText().equals("Namespaced"),
                ListTypes.texts(names.path("shortNames")),
                Set.copyOf(subresources),
                ListTypes.texts(names.path("categories")));
    }

    void unregister(String crdName) {
        customByCrd.remove(crdName);
    }

    List<ResourceKind> all() {
        List<ResourceKind> all = new ArrayList<>(BUILT_IN);
        custom().map(Custom::kind).forEach(all::add);
        return all;
    }

    Optional<ResourceKind> find(String group, String version, String plural) {
        return all().stream()
                .filter(kind -> kind.group().equals(group)
                        && kind.version().equals(version)
                        && kind.plural().equals(plural))
                .findFirst();
    }

    Optional<ResourceKind> find(String apiVersion, String kindName) {
        return all().stream()
                .filter(kind ->
                        kind.apiVersion().equals(apiVersion) && kind.kind().equals(kindName))
                .findFirst();
    }

    private java.util.stream.Stream<Custom> custom() {
        return customByCrd.values().stream().flatMap(Collection::stream);
    }

    private Optional<Custom> custom(ResourceKind kind) {
        return custom().filter(custom -> custom.kind().equals(kind)).findFirst();
    }

    /** The version's entry in its CRD: schema, subresources, printer columns. Empty for a built-in kind. */
    Optional<JsonNode> crdVersion(ResourceKind kind) {
        return custom(kind).map(Custom::version);
    }

    ListTypes listTypes(ResourceKind kind) {
        return crdVersion(kind)
                .map(version -> ListTypes.ofSchema(version.path("schema").path("openAPIV3Schema")))
                .orElse(BUILT_IN_LISTS);
    }
}
