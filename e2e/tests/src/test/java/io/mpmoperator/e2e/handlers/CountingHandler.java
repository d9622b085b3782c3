package io.mpmoperator.e2e.handlers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;

/**
 * Counts its requests as code does that was not meant for several threads, and answers with its process id and the count. It
 * takes its time between reading the count and writing it.
 */
public final class CountingHandler implements HttpHandler {

    private int count;

    /** Called by ServiceLoader. */
    public CountingHandler() {}

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        int before = count;
        pause();
        count = before + 1;
        TextResponse.send(exchange, ProcessHandle.current().pid() + " " + (before + 1));
    }

    private static void pause() {
        try {
            Thread.sleep(2);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
