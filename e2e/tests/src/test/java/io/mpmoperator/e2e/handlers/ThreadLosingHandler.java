package io.mpmoperator.e2e.handlers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;

/** Starts a thread that dies of an exception, and answers with the process id when it is dead. */
public final class ThreadLosingHandler implements HttpHandler {

    /** Called by ServiceLoader. */
    public ThreadLosingHandler() {}

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Thread lost = Thread.ofPlatform().name("lost").start(() -> {
            throw new IllegalStateException("lost on purpose");
        });
        try {
            lost.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        TextResponse.send(exchange, Long.toString(ProcessHandle.current().pid()));
    }
}
