package com.example.greeting;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Greets whoever asks, and says which process answered. */
public final class Greeting implements HttpHandler {

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        byte[] text = "Hello from process %d%n"
                .formatted(ProcessHandle.current().pid())
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.sendResponseHeaders(200, text.length);
        exchange.getResponseBody().write(text);
        exchange.close();
    }
}
