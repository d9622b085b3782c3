package io.mpmoperator.e2e.handlers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;

/** Ends its process at once when it is asked to by {@code ?now}, and answers with the process id otherwise. */
public final class HaltingHandler implements HttpHandler {

    /** Called by ServiceLoader. */
    public HaltingHandler() {}

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        if ("now".equals(exchange.getRequestURI().getQuery())) {
            Runtime.getRuntime().halt(3);
        }
        TextResponse.send(exchange, Long.toString(ProcessHandle.current().pid()));
    }
}
