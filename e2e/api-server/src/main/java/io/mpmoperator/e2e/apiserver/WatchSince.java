package io.mpmoperator.e2e.apiserver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.mockwebserver.http.RecordedRequest;
import io.fabric8.mockwebserver.http.Response;
import io.fabric8.mockwebserver.http.WebSocket;
import io.fabric8.mockwebserver.http.WebSocketListener;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A watch that begins where a list ended, as {@code resourceVersion} asks for.
 *
 * <p>The mock server's own watch tells of every object again when it is opened, and never of those deleted between the
 * list and the watch. This one holds back what the client has seen, and tells of the deletions.
 */
final class WatchSince extends WebSocketListener {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final WebSocketListener watch;
    private final long since;
    private final List<ObjectNode> deletions;
    private final UnaryOperator<ObjectNode> view;

    /**
     * A watch from a version on.
     *
     * @param since the resource version that the client has seen
     * @param deletions events of what was deleted after that
     * @param view how the client wants to see objects
     */
    WatchSince(WebSocketListener watch, long since, List<ObjectNode> deletions, UnaryOperator<ObjectNode> view) {
        this.watch = watch;
        this.since = since;
        this.deletions = List.copyOf(deletions);
        this.view = view;
    }

    @Override
    public void onOpen(WebSocket socket, Response response) {
        deletions.forEach(event -> socket.send(viewed(event)));
        watch.onOpen(new OnlyNews(socket), response);
    }

    @Override
    public void onClosing(WebSocket socket, int code, String reason) {
        watch.onClosing(socket, code, reason);
    }

    @Override
    public void onClosed(WebSocket socket, int code, String reason) {
        watch.onClosed(socket, code, reason);
    }

    @Override
    public void onFailure(WebSocket socket, Throwable error, Response response) {
        watch.onFailure(socket, error, response);
    }

    private String viewed(ObjectNode event) {
        event.set("object", view.apply((ObjectNode) event.get("object")));
        return event.toString();
    }

    /** Lets an event through unless it adds an object in a version that the client has seen. */
    private final class OnlyNews implements WebSocket {

        private final WebSocket socket;

        OnlyNews(WebSocket socket) {
            this.socket = socket;
        }

        @Override
        public RecordedRequest request() {
            return socket.request();
        }

        @Override
        public boolean send(String text) {
            ObjectNode event = parse(text);
            return isSeen(event) || socket.send(viewed(event));
        }

        private boolean isSeen(ObjectNode event) {
            return event.path("type").asText().equals("ADDED")
                    && event.at("/object/metadata/resourceVersion").asLong() <= since;
        }

        @Override
        public boolean send(byte[] bytes) {
            return socket.send(bytes);
        }

        @Override
        public boolean close(int code, String reason) {
            return socket.close(code, reason);
        }
    }

    private static ObjectNode parse(String event) {
        try {
            return (ObjectNode) JSON.readTree(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a watch event is no JSON", e);
        }
    }
}
