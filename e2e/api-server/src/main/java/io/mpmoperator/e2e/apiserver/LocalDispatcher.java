package io.mpmoperator.e2e.apiserver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.mockwebserver.http.Dispatcher;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import io.fabric8.mockwebserver.http.WebSocketListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Serves the requests: takes them apart, asks {@link Resources} and {@link Discovery}, writes JSON. */
final class LocalDispatcher extends Dispatcher {

    private static final List<String> HEALTH_PATHS = List.of("healthz", "livez", "readyz");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper YAML = new YAMLMapper();

    private final KubernetesCrudDispatcher crud = new KubernetesCrudDispatcher();
    private final ResourceCatalog catalog = new ResourceCatalog();
    private final Discovery discovery = new Discovery(catalog);
    private final TableView tables = new TableView(catalog);
    private final ObjectStore store;
    private final Resources resources;

    private volatile PodLogs podLogs = (namespace, pod) -> Optional.empty();
    private volatile RequestFilter filter = request -> OptionalInt.empty();

    LocalDispatcher(Clock clock) {
        this.store = new ObjectStore(crud, clock);
        this.resources = new Resources(catalog, store);
    }

    @Override
    public MockResponse dispatch(RecordedRequest request) {
        String body = request.getBody() == null ? "" : request.getBody().readUtf8();
        try {
            refuse(request, body);
            return serve(request, body);
        } catch (ApiException e) {
            return json(e.code(), e.toStatus());
        }
    }

    private void refuse(RecordedRequest request, String body) throws ApiException {
        if (isWatch(request.getPath())) {
            return;
        }
        OptionalInt code = filter.refusal(new ServedRequest(request.getMethod(), request.getPath(), body));
        if (code.isPresent()) {
            throw ApiException.filtered(code.getAsInt());
        }
    }

    private MockResponse serve(RecordedRequest request, String body) throws ApiException {
        List<String> segments = ApiPath.segments(request.getPath());
        if (segments.size() == 1 && HEALTH_PATHS.contains(segments.getFirst())) {
            return new MockResponse().setResponseCode(200).setBody("ok");
        }
        Optional<JsonNode> document = discovery.document(segments);
        if (document.isPresent()) {
            return json(200, document.get());
        }
        if (contentType(request).equals("application/vnd.kubernetes.protobuf")) {
            throw ApiException.protobuf();
        }
        ApiPath path = ApiPath.parse(request.getPath()).orElseThrow(ApiException::noSuchResource);
        ResourceKind kind =
                catalog.find(path.group(), path.version(), path.plural()).orElseThrow(ApiException::noSuchResource);
        if (kind.kind().equals("Pod") && path.subresource().equals(Optional.of("log"))) {
            return log(kind, path);
        }
        ResourceRequest resource = new ResourceRequest(kind, path, request.getPath(), manager(request, path));
        return switch (request.method()) {
            case GET -> path.flag("watch") ? watch(resource, request) : read(resource, request);
            case POST -> json(201, resources.create(resource, object(body)));
            case PUT -> json(200, resources.update(resource, object(body)));
            case PATCH -> json(200, resources.patch(resource, contentType(request), parse(body)));
            case DELETE -> json(200, resources.delete(resource, body.isBlank() ? emptyObject() : object(body)));
            default -> throw ApiException.badRequest("the method " + request.getMethod() + " is not served");
        };
    }

    void servePodLogs(PodLogs logs) {
        podLogs = logs;
    }

    void filter(RequestFilter requestFilter) {
        filter = requestFilter;
    }

    private MockResponse log(ResourceKind kind, ApiPath path) throws ApiException {
        String name = path.name().orElse("");
        Path file = podLogs.of(path.namespace().orElse(""), name).orElseThrow(() -> ApiException.notFound(kind, name));
        try {
            return new MockResponse().setResponseCode(200).setBody(Files.readAllBytes(file));
        } catch (IOException e) {
            throw ApiException.notFound(kind, name);
        }
    }

    /** True for a request that stays open; over which protocol is the server's business. */
    static boolean isWatch(String pathAndQuery) {
        return ApiPath.parse(pathAndQuery).map(path -> path.flag("watch")).orElse(false);
    }

    private MockResponse watch(ResourceRequest request, RecordedRequest http) throws ApiException {
        if (request.path().flag("sendInitialEvents")) {
            throw ApiException.invalid("sendInitialEvents is not served: list first, then watch");
        }
        WebSocketListener everything = crud.handleWatch(request.pathAndQuery()).getWebSocketListener();
        String seen = request.path().query().getOrDefault("resourceVersion", "");
        long since = seen.isEmpty() ? 0 : Long.parseLong(seen);
        List<ObjectNode> deletions = since == 0
                ? List.of()
                : store.deletedSince(since, request.pathAndQuery()).stream()
                        .map(LocalDispatcher::deletion)
                        .toList();
        return new MockResponse()
                .setResponseCode(200)
                .withWebSocketUpgrade(new WatchSince(
                        everything,
                        since,
                        deletions,
                        object -> wantsTable(http) ? table(request, List.of(object)) : object));
    }

    private static ObjectNode deletion(ObjectNode object) {
        ObjectNode event = emptyObject().put("type", "DELETED");
        event.set("object", object);
        return event;
    }

    private static boolean wantsTable(RecordedRequest http) {
        return Optional.ofNullable(http.getHeader("Accept")).orElse("").contains("as=Table");
    }

    private MockResponse read(ResourceRequest request, RecordedRequest http) throws ApiException {
        String accepted = Optional.ofNullable(http.getHeader("Accept")).orElse("");
        boolean asTable =
                accepted.contains("as=Table") && request.path().subresource().isEmpty();
        if (request.path().name().isPresent()) {
            ObjectNode object = resources.get(request);
            return json(200, asTable ? table(request, List.of(object)) : object);
        }
        List<ObjectNode> objects = resources.list(request);
        return json(200, asTable ? table(request, objects) : listOf(request.kind(), objects));
    }

    private ObjectNode table(ResourceRequest request, List<ObjectNode> objects) {
        return tables.of(request.kind(), objects, store.resourceVersion(), store.now());
    }

    private ObjectNode listOf(ResourceKind kind, List<ObjectNode> objects) {
        ObjectNode list = emptyObject();
        list.put("apiVersion", kind.apiVersion()).put("kind", kind.kind() + "List");
        list.putObject("metadata").put("resourceVersion", store.resourceVersion());
        list.putArray("items").addAll(objects);
        return list;
    }

    private static ObjectNode emptyObject() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Who writes: {@code fieldManager}, or as a real server does, the first word of the user agent. */
    private static String manager(RecordedRequest request, ApiPath path) {
        String agent = Optional.ofNullable(request.getHeader("User-Agent")).orElse("unknown");
        return path.query().getOrDefault("fieldManager", agent.split("[/ ]", 2)[0]);
    }

    private static String contentType(RecordedRequest request) {
        return Optional.ofNullable(request.getHeader("Content-Type"))
                .map(type -> type.split(";", 2)[0].trim())
                .orElse("");
    }

    private static JsonNode parse(String body) throws ApiException {
        try {
            boolean json =
                    body.stripLeading().startsWith("{") || body.stripLeading().startsWith("[");
            return (json ? JSON : YAML).readTree(body);
        } catch (JsonProcessingException e) {
            throw ApiException.badRequest("the body is neither JSON nor YAML: " + e.getOriginalMessage());
        }
    }

    private static ObjectNode object(String body) throws ApiException {
        if (parse(body) instanceof ObjectNode object) {
            return object;
        }
        throw ApiException.badRequest("the body is no object");
    }

    private static MockResponse json(int code, JsonNode body) {
        return new MockResponse()
                .setResponseCode(code)
                .setHeader("Content-Type", "application/json")
                .setBody(body.toString());
    }
}
