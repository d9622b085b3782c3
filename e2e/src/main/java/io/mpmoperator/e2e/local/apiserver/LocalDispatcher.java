package io.mpmoperator.e2e.local.apiserver;

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
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Answers the requests: takes them apart, asks {@link Resources} and {@link Discovery}, writes JSON. */
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

    LocalDispatcher(Clock clock) {
        this.store = new ObjectStore(crud, clock);
        this.resources = new Resources(catalog, store);
    }

    @Override
    public MockResponse dispatch(RecordedRequest request) {
        String body = request.getBody() == null ? "" : request.getBody().readUtf8();
        try {
            return answer(request, body);
        } catch (ApiException e) {
            return json(e.code(), e.toStatus());
        }
    }

    private MockResponse answer(RecordedRequest request, String body) throws ApiException {
        List<String> segments = ApiPath.segments(request.getPath());
        if (segments.size() == 1 && HEALTH_PATHS.contains(segments.getFirst())) {
            return new MockResponse().setResponseCode(200).setBody("ok");
        }
        Optional<JsonNode> document = discovery.answer(segments);
        if (document.isPresent()) {
            return json(200, document.get());
        }
        ApiPath path = ApiPath.parse(request.getPath()).orElseThrow(ApiException::noSuchResource);
        ResourceKind kind =
                catalog.find(path.group(), path.version(), path.plural()).orElseThrow(ApiException::noSuchResource);
        ResourceRequest resource = new ResourceRequest(kind, path, request.getPath(), manager(request, path));
        return switch (request.method()) {
            case GET -> path.flag("watch") ? watch(request) : read(resource, request);
            case POST -> json(201, resources.create(resource, object(body)));
            case PUT -> json(200, resources.update(resource, object(body)));
            case PATCH -> json(200, resources.patch(resource, contentType(request), parse(body)));
            case DELETE -> json(200, resources.delete(resource, body.isBlank() ? emptyObject() : object(body)));
            default -> throw ApiException.badRequest("the method " + request.getMethod() + " is not served");
        };
    }

    private MockResponse watch(RecordedRequest request) throws ApiException {
        String upgrade = request.getHeader("Upgrade");
        if (upgrade == null || !upgrade.equalsIgnoreCase("websocket")) {
            throw ApiException.notAcceptable("the local API server streams a watch over WebSocket alone");
        }
        return crud.handleWatch(request.getPath());
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
