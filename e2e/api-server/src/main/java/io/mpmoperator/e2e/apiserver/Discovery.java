package io.mpmoperator.e2e.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The documents that tell a client what is served here: versions, groups, resources, OpenAPI. */
final class Discovery {

    /** The version that the server claims to be: the one whose behaviour it imitates. */
    private static final String KUBERNETES_MAJOR = "1";

    private static final String KUBERNETES_MINOR = "36";

    private static final List<String> VERBS =
            List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");

    private final ResourceCatalog catalog;

    Discovery(ResourceCatalog catalog) {
        this.catalog = catalog;
    }

    /** The document at a path, or empty where the path is none of discovery's. */
    Optional<JsonNode> document(List<String> segments) {
        String first = segments.isEmpty() ? "" : segments.getFirst();
        return switch (first) {
            case "version" -> Optional.of(version());
            case "openapi" -> openApi(segments.subList(1, segments.size()));
            case "api" -> core(segments);
            case "apis" -> groups(segments);
            default -> Optional.empty();
        };
    }

    private static ObjectNode object(String kind) {
        return JsonNodeFactory.instance.objectNode().put("kind", kind).put("apiVersion", "v1");
    }

    private static ObjectNode version() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("major", KUBERNETES_MAJOR)
                .put("minor", KUBERNETES_MINOR)
                .put("gitVersion", "v" + KUBERNETES_MAJOR + "." + KUBERNETES_MINOR + ".0+mpm-local")
                .put("platform", "local");
    }

    private Optional<JsonNode> core(List<String> segments) {
        if (segments.size() == 1) {
            ObjectNode versions = object("APIVersions");
            versions.putArray("versions").add("v1");
            return Optional.of(versions);
        }
        return segments.size() == 2 ? resources("", segments.get(1)) : Optional.empty();
    }

    private Optional<JsonNode> groups(List<String> segments) {
        return switch (segments.size()) {
            case 1 -> Optional.of(groupList());
            case 2 -> groupNames().contains(segments.get(1)) ? Optional.of(group(segments.get(1))) : Optional.empty();
            case 3 -> resources(segments.get(1), segments.get(2));
            default -> Optional.empty();
        };
    }

    private Set<String> groupNames() {
        return catalog.all().stream()
                .map(ResourceKind::group)
                .filter(group -> !group.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private ObjectNode groupList() {
        ObjectNode list = object("APIGroupList");
        ArrayNode groups = list.putArray("groups");
        groupNames().forEach(name -> groups.add(group(name)));
        return list;
    }

    private ObjectNode group(String name) {
        ObjectNode group = object("APIGroup").put("name", name);
        ArrayNode versions = group.putArray("versions");
        catalog.all().stream()
                .filter(kind -> kind.group().equals(name))
                .map(ResourceKind::version)
                .distinct()
                .forEach(version -> versions.addObject()
                        .put("groupVersion", name + "/" + version)
                        .put("version", version));
        group.set("preferredVersion", versions.get(0));
        return group;
    }

    private List<ResourceKind> served(String group, String version) {
        return catalog.all().stream()
                .filter(kind -> kind.group().equals(group) && kind.version().equals(version))
                .toList();
    }

    private Optional<JsonNode> resources(String group, String version) {
        List<ResourceKind> kinds = served(group, version);
        if (kinds.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode list = object("APIResourceList");
        list.put("groupVersion", kinds.getFirst().apiVersion());
        ArrayNode resources = list.putArray("resources");
        kinds.forEach(kind -> describe(kind, resources));
        return Optional.of(list);
    }

    private static void describe(ResourceKind kind, ArrayNode resources) {
        ObjectNode resource = resources
                .addObject()
                .put("name", kind.plural())
                .put("singularName", kind.singular())
                .put("namespaced", kind.namespaced())
                .put("kind", kind.kind());
        ArrayNode verbs = resource.putArray("verbs");
        VERBS.forEach(verbs::add);
        if (!kind.categories().isEmpty()) {
            ArrayNode categories = resource.putArray("categories");
            kind.categories().forEach(categories::add);
        }
        if (!kind.shortNames().isEmpty()) {
            ArrayNode names = resource.putArray("shortNames");
            kind.shortNames().forEach(names::add);
        }
        kind.subresources().stream().sorted().forEach(name -> {
            ObjectNode subresource = resources
                    .addObject()
                    .put("name", kind.plural() + "/" + name)
                    .put("singularName", "")
                    .put("namespaced", kind.namespaced());
            if (name.equals("scale")) {
                subresource.put("group", "autoscaling").put("version", "v1").put("kind", "Scale");
            } else {
                subresource.put("kind", kind.kind());
            }
            subresource.putArray("verbs").add("get").add("patch").add("update");
        });
    }

    /** OpenAPI v3: which versions have a document, and of each as much as kubectl reads before an apply. */
    private Optional<JsonNode> openApi(List<String> segments) {
        if (segments.equals(List.of("v3"))) {
            ObjectNode index = JsonNodeFactory.instance.objectNode();
            ObjectNode paths = index.putObject("paths");
            catalog.all().stream()
                    .map(kind -> (kind.group().isEmpty() ? "api/" : "apis/") + kind.apiVersion())
                    .distinct()
                    .forEach(path -> paths.putObject(path).put("serverRelativeURL", "/openapi/v3/" + path));
            return Optional.of(index);
        }
        if (segments.size() == 3 && segments.get(1).equals("api")) {
            return Optional.of(openApiV3(served("", segments.get(2))));
        }
        if (segments.size() == 4 && segments.get(1).equals("apis")) {
            return Optional.of(openApiV3(served(segments.get(2), segments.get(3))));
        }
        return Optional.empty();
    }

    private ObjectNode openApiV3(List<ResourceKind> kinds) {
        ObjectNode document = JsonNodeFactory.instance.objectNode().put("openapi", "3.0.0");
        document.putObject("info")
                .put("title", "mpm-operator's local API server")
                .put("version", "v0");
        ObjectNode paths = document.putObject("paths");
        ObjectNode schemas = document.putObject("components").putObject("schemas");
        for (ResourceKind kind : kinds) {
            ObjectNode patch = paths.putObject(pathTemplate(kind)).putObject("patch");
            for (String parameter : List.of("dryRun", "fieldManager", "fieldValidation", "force")) {
                ObjectNode entry = patch.withArray("parameters").addObject();
                entry.put("name", parameter)
                        .put("in", "query")
                        .putObject("schema")
                        .put("type", "string");
            }
            patch.putObject("responses").putObject("200").put("description", "OK");
            describeKind(kind, patch.putObject("x-kubernetes-group-version-kind"));
            catalog.crdVersion(kind).ifPresent(version -> {
                ObjectNode schema =
                        version.path("schema").path("openAPIV3Schema").deepCopy();
                describeKind(
                        kind, schema.putArray("x-kubernetes-group-version-kind").addObject());
                schemas.set(kind.group() + "." + kind.version() + "." + kind.kind(), schema);
            });
        }
        return document;
    }

    private static String pathTemplate(ResourceKind kind) {
        return (kind.group().isEmpty() ? "/api/" : "/apis/")
                + kind.apiVersion()
                + (kind.namespaced() ? "/namespaces/{namespace}/" : "/")
                + kind.plural()
                + "/{name}";
    }

    private static void describeKind(ResourceKind kind, ObjectNode target) {
        target.put("group", kind.group()).put("version", kind.version()).put("kind", kind.kind());
    }
}
