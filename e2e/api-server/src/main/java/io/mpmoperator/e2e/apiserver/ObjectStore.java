package io.mpmoperator.e2e.apiserver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.mockwebserver.crud.AttributeSet;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The stored objects, kept by fabric8's CRUD dispatcher, which also tells the watches of every change.
 *
 * <p>Used on one thread: the mock server's event loop.
 */
final class ObjectStore {

    /** An object and the key it is stored under. */
    record Stored(AttributeSet key, ObjectNode object) {

        private String metadata(String field) {
            return object.path("metadata").path(field).asText();
        }
    }

    private static final Comparator<Stored> BY_NAME = Comparator.comparing(
                    (Stored stored) -> stored.metadata("namespace"))
            .thenComparing(stored -> stored.metadata("name"));

    private record Deleted(long version, AttributeSet key, ObjectNode object) {}

    private static final int REMEMBERED_DELETIONS = 1000;

    private final Deque<Deleted> deleted = new ArrayDeque<>();
    private final KubernetesCrudDispatcher crud;
    private final Clock clock;
    private final ObjectMapper mapper = new ObjectMapper();
    private long latestVersion;

    ObjectStore(KubernetesCrudDispatcher crud, Clock clock) {
        this.crud = crud;
        this.clock = clock;
    }

    Optional<Stored> find(String objectPath) {
        return Optional.ofNullable(crud.findResource(crud.getKey(objectPath))).map(this::stored);
    }

    /** The objects of a collection, as far as its label and field selectors let them through. */
    List<Stored> list(String collectionPathAndQuery) {
        AttributeSet query = crud.getKey(collectionPathAndQuery);
        return all().stream()
                .filter(entry -> entry.getKey().matches(query))
                .map(this::stored)
                .sorted(BY_NAME)
                .toList();
    }

    List<ObjectNode> everything() {
        return all().stream().map(entry -> parse(entry.getValue())).toList();
    }

    private List<Map.Entry<AttributeSet, String>> all() {
        return List.copyOf(crud.getMap().entrySet());
    }

    private Stored stored(Map.Entry<AttributeSet, String> entry) {
        return new Stored(entry.getKey(), parse(entry.getValue()));
    }

    private ObjectNode parse(String json) {
        try {
            return (ObjectNode) mapper.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored object is no JSON", e);
        }
    }

    String resourceVersion() {
        return String.valueOf(latestVersion);
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    /** Stores a new object with the metadata that the server gives it. */
    ObjectNode create(String objectPath, ObjectNode object) {
        ObjectNode created = object.deepCopy();
        ObjectNode metadata = created.withObject("/metadata");
        metadata.put("uid", UUID.randomUUID().toString());
        metadata.put("creationTimestamp", now().toString());
        metadata.put("generation", 1);
        metadata.remove(List.of("deletionTimestamp", "deletionGracePeriodSeconds", "selfLink"));
        return write(objectPath, Optional.empty(), created);
    }

    /**
     * Stores an object in the place of another; writes nothing where nothing differs.
     *
     * @return what is stored now, or the last state of an object whose last finalizer went
     */
    ObjectNode replace(String objectPath, Stored live, ObjectNode updated) {
        ObjectNode replaced = keepServerMetadata(live.object(), updated);
        if (replaced.equals(live.object())) {
            return live.object();
        }
        ObjectNode metadata = replaced.withObject("/metadata");
        if (!desired(replaced).equals(desired(live.object()))) {
            metadata.put("generation", metadata.path("generation").asLong() + 1);
        }
        if (metadata.has("deletionTimestamp") && metadata.path("finalizers").isEmpty()) {
            remove(objectPath, live);
            return replaced;
        }
        return write(objectPath, Optional.of(live.key()), replaced);
    }

    private static ObjectNode keepServerMetadata(ObjectNode live, ObjectNode updated) {
        ObjectNode kept = updated.deepCopy();
        JsonNode before = live.path("metadata");
        ObjectNode metadata = kept.withObject("/metadata");
        for (String field : List.of(
                "namespace",
                "uid",
                "creationTimestamp",
                "generation",
                "resourceVersion",
                "deletionTimestamp",
                "deletionGracePeriodSeconds")) {
            metadata.remove(field);
            if (before.has(field)) {
                metadata.set(field, before.get(field));
            }
        }
        return kept;
    }

    /** What the generation counts changes of: all but metadata and status. */
    private static ObjectNode desired(ObjectNode object) {
        ObjectNode desired = object.deepCopy();
        desired.remove(List.of("metadata", "status"));
        return desired;
    }

    /** Marks an object for deletion; who holds it (finalizers, a node that runs the pod) lets it go later. */
    ObjectNode markForDeletion(String objectPath, Stored live, long graceSeconds) {
        if (live.object().path("metadata").has("deletionTimestamp")) {
            return live.object();
        }
        ObjectNode marked = live.object().deepCopy();
        ObjectNode metadata = marked.withObject("/metadata");
        metadata.put("deletionTimestamp", now().toString());
        metadata.put("deletionGracePeriodSeconds", graceSeconds);
        return write(objectPath, Optional.of(live.key()), marked);
    }

    void remove(String objectPath, Stored live) {
        latestVersion = crud.requestResourceVersion();
        ObjectNode last = live.object().deepCopy();
        last.withObject("/metadata").put("resourceVersion", resourceVersion());
        deleted.addLast(new Deleted(latestVersion, live.key(), last));
        if (deleted.size() > REMEMBERED_DELETIONS) {
            deleted.removeFirst();
        }
        crud.processEvent(objectPath, crud.getKey(objectPath), live.key(), null, null);
    }

    /** The objects of a collection that were deleted after a version, in their last state. */
    List<ObjectNode> deletedSince(long version, String collectionPathAndQuery) {
        AttributeSet query = crud.getKey(collectionPathAndQuery);
        return deleted.stream()
                .filter(gone -> gone.version() > version && gone.key().matches(query))
                .map(Deleted::object)
                .toList();
    }

    private ObjectNode write(String objectPath, Optional<AttributeSet> oldKey, ObjectNode object) {
        latestVersion = crud.requestResourceVersion();
        object.withObject("/metadata").put("resourceVersion", resourceVersion());
        GenericKubernetesResource resource = mapper.convertValue(object, GenericKubernetesResource.class);
        AttributeSet none = new AttributeSet();
        crud.processEvent(objectPath, crud.getKey(objectPath), oldKey.orElse(none), resource, object.toString());
        return object;
    }

    static ObjectNode emptyObject(ResourceKind kind, String name) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("apiVersion", kind.apiVersion()).put("kind", kind.kind());
        object.putObject("metadata").put("name", name);
        return object;
    }
}
