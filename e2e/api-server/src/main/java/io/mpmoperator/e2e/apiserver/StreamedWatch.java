package io.mpmoperator.e2e.apiserver;

import io.fabric8.mockwebserver.http.RecordedRequest;
import io.fabric8.mockwebserver.http.WebSocket;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;

/** A watch over plain HTTP, as kubectl asks for it: one JSON document an event in a response that stays open. */
final class StreamedWatch implements WebSocket {

    private final RecordedRequest request;
    private final HttpServerResponse response;

    StreamedWatch(RecordedRequest request, HttpServerResponse response) {
        this.request = request;
        this.response = response;
        response.setChunked(true).putHeader("Content-Type", "application/json");
        send(""); // the client waits for the head
    }

    @Override
    public RecordedRequest request() {
        return request;
    }

    @Override
    public boolean send(String text) {
        return send((text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean send(byte[] bytes) {
        if (response.closed() || response.ended()) {
            return false;
        }
        var written = response.write(Buffer.buffer(bytes));
        return !written.failed();
    }

    @Override
    public boolean close(int code, String reason) {
        if (!response.closed() && !response.ended()) {
            response.end();
        }
        return true;
    }
}
