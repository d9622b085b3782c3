package io.mpmoperator.e2e.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpmoperator.e2e.apiserver.FieldManagement.Writer;
import io.mpmoperator.e2e.apiserver.ObjectStore.Stored;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** The verbs on resources: get, list, create, update, patch, apply, delete, with the status and scale subresources. */
final class Resources {

    private final ResourceCatalog catalog;
    private final ObjectStore store;

    Resources(ResourceCatalog catalog, ObjectStore store) {
        this.catalog = catalog;
        this.store = store;
    }

    ObjectNode get(ResourceRequest request) throws ApiException {
        ObjectNode live = live(request).object();
        return request.subresource().equals("scale") ? Scale.of(live) : live;
    }

    List<ObjectNode> list(ResourceRequest request) {
        return store.list(request.pathAndQuery()).stream().map(Stored::object).toList();
    }

    private Stored live(ResourceRequest request) throws ApiException {
        return find(request)
                .orElseThrow(() -> ApiException.notFound(
                        request.kind(), request.path().name().orElse("")));
    }

    private Optional<Stored> find(ResourceRequest request) throws ApiException {
        return store.find(request.path().objectPath(request.name()));
    }

    ObjectNode create(ResourceRequest request, ObjectNode sent) throws ApiException {
        ObjectNode object = sent.deepCopy();
        ObjectNode metadata = object.withObject("/metadata");
        if (!metadata.hasNonNull("name")) {
            if (!metadata.hasNonNull("generateName")) {
                throw ApiException.badRequest(request.kind().kind() + " has neither metadata.name nor generateName");
            }
            metadata.put("name", metadata.path("generateName").asText() + suffix());
        }
        String name = metadata.path("name").asText();
        if (store.find(request.path().objectPath(name)).isPresent()) {
            throw ApiException.alreadyExists(request.kind(), name);
        }
        if (request.kind().has("status")) {
            object.remove("status");
        }
        ObjectNode nothing = ObjectStore.emptyObject(request.kind(), name);
        return createNamed(request, name, fields(request).update(nothing, object, writer(request)));
    }

    private static String suffix() {
        return Integer.toString(ThreadLocalRandom.current().nextInt(36 * 36 * 36 * 36, 36 * 36 * 36 * 36 * 36), 36);
    }

    private ObjectNode createNamed(ResourceRequest request, String name, ObjectNode object) throws ApiException {
        checkIdentity(request, name, object);
        if (request.dryRun()) {
            return object;
        }
        request.path()
                .namespace()
                .ifPresent(namespace -> object.withObject("/metadata").put("namespace", namespace));
        if (request.kind().equals(ResourceCatalog.CUSTOM_RESOURCE_DEFINITION)) {
            establish(object);
        }
        ObjectNode created = store.create(request.path().objectPath(name), object);
        noticeCrd(request.kind(), created);
        if (created.path("metadata").has("ownerReferences")) {
            collectGarbage();
        }
        return created;
    }

    private static void checkIdentity(ResourceRequest request, String name, ObjectNode object) throws ApiException {
        JsonNode metadata = object.path("metadata");
        String namespace = request.path().namespace().orElse("");
        String written = metadata.path("namespace").asText(namespace);
        if (!written.equals(namespace)) {
            throw ApiException.badRequest(
                    "the namespace of the object (%s) does not match the namespace on the URL (%s)"
                            .formatted(written, namespace));
        }
        if (!metadata.path("name").asText(name).equals(name)) {
            throw ApiException.badRequest("the name of the object (%s) does not match the name on the URL (%s)"
                    .formatted(metadata.path("name").asText(), name));
        }
        ResourceKind kind = request.kind();
        if (!object.path("kind").asText().equals(kind.kind())
                || !object.path("apiVersion").asText().equals(kind.apiVersion())) {
            throw ApiException.badRequest("the object is a %s %s, the URL is that of %s %s"
                    .formatted(
                            object.path("apiVersion").asText(),
                            object.path("kind").asText(),
                            kind.apiVersion(),
                            kind.kind()));
        }
    }

    /** A CRD is served at once, and says so, as an operator waits for it. */
    private static void establish(ObjectNode crd) {
        ObjectNode status = crd.putObject("status");
        status.set("acceptedNames", crd.path("spec").path("names"));
        status.putArray("conditions")
                .addObject()
                .put("type", "Established")
                .put("status", "True")
                .put("reason", "InitialNamesAccepted");
    }

    private void noticeCrd(ResourceKind kind, ObjectNode object) {
        if (kind.equals(ResourceCatalog.CUSTOM_RESOURCE_DEFINITION)) {
            catalog.register(object);
        }
    }

    ObjectNode update(ResourceRequest request, ObjectNode sent) throws ApiException {
        Stored live = live(request);
        if (request.subresource().equals("scale")) {
            return scale(request, live, sent);
        }
        checkIdentity(request, request.name(), sent);
        return replace(
                request, live, fields(request).update(live.object(), scoped(request, live, sent), writer(request)));
    }

    private ObjectNode scale(ResourceRequest request, Stored live, ObjectNode scale) throws ApiException {
        ObjectNode scaled = Scale.scaled(live.object(), scale);
        return Scale.of(replace(request, live, fields(request).update(live.object(), scaled, writer(request))));
    }

    /** What a write through the object's own path, or through its status, leaves as it was. */
    private static ObjectNode scoped(ResourceRequest request, Stored live, ObjectNode sent) throws ApiException {
        boolean throughStatus = request.subresource().equals("status");
        ObjectNode base = (throughStatus ? live.object() : sent).deepCopy();
        ObjectNode statusFrom = throughStatus || !request.kind().has("status") ? sent : live.object();
        base.remove("status");
        if (statusFrom.has("status")) {
            base.set("status", statusFrom.get("status"));
        }
        if (throughStatus && sent.path("metadata").has("resourceVersion")) {
            base.withObject("/metadata")
                    .set("resourceVersion", sent.path("metadata").get("resourceVersion"));
        }
        return base;
    }

    private ObjectNode replace(ResourceRequest request, Stored live, ObjectNode updated) throws ApiException {
        checkSameObject(request.kind(), live.object(), updated);
        if (request.dryRun()) {
            return updated;
        }
        ObjectNode replaced = store.replace(request.path().objectPath(request.name()), live, updated);
        noticeCrd(request.kind(), replaced);
        if (store.find(request.path().objectPath(request.name())).isEmpty()) {
            removed(request.kind(), request.name());
        }
        return replaced;
    }

    private static void checkSameObject(ResourceKind kind, ObjectNode live, ObjectNode updated) throws ApiException {
        for (String field : List.of("uid", "resourceVersion")) {
            String sent = updated.path("metadata").path(field).asText();
            if (!sent.isEmpty()
                    && !sent.equals(live.path("metadata").path(field).asText())) {
                throw ApiException.conflict(("Operation cannot be fulfilled on %s \"%s\": the object has been modified;"
                                + " please apply your changes to the latest version and try again")
                        .formatted(
                                kind.qualifiedPlural(),
                                live.path("metadata").path("name").asText()));
            }
        }
    }

    ObjectNode patch(ResourceRequest request, String contentType, JsonNode patch) throws ApiException {
        if (contentType.equals("application/apply-patch+yaml")) {
            return apply(request, asObject(patch));
        }
        Stored live = live(request);
        boolean scale = request.subresource().equals("scale");
        ObjectNode target = scale ? Scale.of(live.object()) : live.object();
        ListTypes types = catalog.listTypes(request.kind());
        ObjectNode patched = switch (contentType) {
            case "application/json-patch+json" -> Patches.jsonPatch(target, patch);
            case "application/merge-patch+json" -> Patches.mergePatch(target, asObject(patch));
            case "application/strategic-merge-patch+json" ->
                Patches.strategicMergePatch(target, asObject(patch), types);
            default -> throw ApiException.unsupportedMediaType(contentType);
        };
        return update(request, patched);
    }

    private static ObjectNode asObject(JsonNode patch) throws ApiException {
        if (patch instanceof ObjectNode object) {
            return object;
        }
        throw ApiException.badRequest("the patch is no object");
    }

    private ObjectNode apply(ResourceRequest request, ObjectNode applied) throws ApiException {
        String name = request.name();
        checkIdentity(request, name, applied);
        Optional<Stored> live = find(request);
        boolean throughStatus = request.subresource().equals("status");
        if (live.isEmpty() && throughStatus) {
            throw ApiException.notFound(request.kind(), name);
        }
        ObjectNode before = live.map(Stored::object).orElseGet(() -> ObjectStore.emptyObject(request.kind(), name));
        ObjectNode intent = applied.deepCopy();
        ObjectNode metadata = intent.withObject("/metadata");
        if (live.isPresent()) {
            checkSameObject(request.kind(), before, intent);
        }
        metadata.remove(List.of("managedFields", "resourceVersion", "uid", "generation", "creationTimestamp"));
        if (throughStatus) {
            intent.retain("apiVersion", "kind", "status");
        } else if (request.kind().has("status")) {
            intent.remove("status");
        }
        ObjectNode merged = fields(request).apply(before, intent, writer(request), request.force());
        return live.isPresent() ? replace(request, live.get(), merged) : createNamed(request, name, merged);
    }

    private FieldManagement fields(ResourceRequest request) {
        return new FieldManagement(catalog.listTypes(request.kind()));
    }

    private Writer writer(ResourceRequest request) throws ApiException {
        return new Writer(request.manager(), request.subresource(), store.now().toString());
    }

    ObjectNode delete(ResourceRequest request, ObjectNode options) throws ApiException {
        if (request.path().name().isEmpty()) {
            for (Stored stored : store.list(request.pathAndQuery())) {
                delete(request.kind(), stored, options);
            }
            return success();
        }
        Stored live = live(request);
        checkPreconditions(request.kind(), live.object(), options.path("preconditions"));
        if (request.dryRun()) {
            return live.object();
        }
        return delete(request.kind(), live, withQuery(options, request.path()));
    }

    private static ObjectNode success() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("kind", "Status")
                .put("apiVersion", "v1")
                .put("status", "Success");
    }

    private static ObjectNode withQuery(ObjectNode options, ApiPath path) {
        ObjectNode all = options.deepCopy();
        if (path.query().containsKey("gracePeriodSeconds")) {
            all.put("gracePeriodSeconds", Long.parseLong(path.query().get("gracePeriodSeconds")));
        }
        if (path.query().containsKey("propagationPolicy")) {
            all.put("propagationPolicy", path.query().get("propagationPolicy"));
        }
        return all;
    }

    private static void checkPreconditions(ResourceKind kind, ObjectNode live, JsonNode preconditions)
            throws ApiException {
        ObjectNode expected = JsonNodeFactory.instance.objectNode();
        expected.set("metadata", preconditions.isObject() ? preconditions : JsonNodeFactory.instance.objectNode());
        checkSameObject(kind, live, expected);
    }

    private ObjectNode delete(ResourceKind kind, Stored live, JsonNode options) {
        String objectPath = objectPath(kind, live.object());
        JsonNode metadata = live.object().path("metadata");
        if (!metadata.path("finalizers").isEmpty()) {
            return store.markForDeletion(objectPath, live, 0);
        }
        long grace = graceSeconds(kind, live.object(), options);
        if (grace > 0) {
            return store.markForDeletion(objectPath, live, grace);
        }
        if (options.path("propagationPolicy").asText().equals("Orphan")) {
            orphanDependents(metadata.path("uid").asText());
        }
        store.remove(objectPath, live);
        removed(kind, metadata.path("name").asText());
        return live.object();
    }

    /** A pod that a node runs is let go by the node, within its grace period; all else goes at once. */
    private static long graceSeconds(ResourceKind kind, ObjectNode object, JsonNode options) {
        boolean runs = kind.kind().equals("Pod") && object.path("spec").has("nodeName");
        long ownPeriod =
                object.path("spec").path("terminationGracePeriodSeconds").asLong(30);
        return runs ? options.path("gracePeriodSeconds").asLong(ownPeriod) : 0;
    }

    private void removed(ResourceKind kind, String name) {
        if (kind.equals(ResourceCatalog.CUSTOM_RESOURCE_DEFINITION)) {
            catalog.unregister(name);
        }
        collectGarbage();
    }

    private void collectGarbage() {
        Ownership.orphans(store.everything())
                .forEach(orphan -> stored(orphan)
                        .ifPresent(stored -> delete(kindOf(orphan), stored, JsonNodeFactory.instance.objectNode())));
    }

    private void orphanDependents(String ownerUid) {
        for (ObjectNode object : store.everything()) {
            ObjectNode freed = Ownership.withoutOwner(object, ownerUid);
            if (!freed.equals(object)) {
                stored(object).ifPresent(stored -> store.replace(objectPath(kindOf(object), object), stored, freed));
            }
        }
    }

    private ResourceKind kindOf(ObjectNode object) {
        return catalog.find(
                        object.path("apiVersion").asText(), object.path("kind").asText())
                .orElseThrow(() -> new IllegalStateException("stored, but of no known kind: " + object));
    }

    private Optional<Stored> stored(ObjectNode object) {
        return store.find(objectPath(kindOf(object), object));
    }

    private static String objectPath(ResourceKind kind, ObjectNode object) {
        JsonNode metadata = object.path("metadata");
        Optional<String> namespace =
                Optional.of(metadata.path("namespace").asText()).filter(text -> !text.isEmpty());
        ApiPath collection = new ApiPath(
                kind.group(),
                kind.version(),
                namespace,
                kind.plural(),
                Optional.empty(),
                Optional.empty(),
                java.util.Map.of());
        return collection.objectPath(metadata.path("name").asText());
    }
}
