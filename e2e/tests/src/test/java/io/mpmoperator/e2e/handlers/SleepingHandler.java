package io.mpmoperator.e2e.handlers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;

/** Reads the request's body, sleeps for as many milliseconds as the query says, and answers with its process id. */
public final class SleepingHandler implements HttpHandler {

    /** Called by ServiceLoader. */
    public SleepingHandler() {}

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        String query = exchange.getRequestURI().getQuery();
        try {
            Thread.sleep(query == null ? 0 : Long.parseLong(query));
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
        TextResponse.send(exchange, Long.toString(ProcessHandle.current().pid()));
    }
}
