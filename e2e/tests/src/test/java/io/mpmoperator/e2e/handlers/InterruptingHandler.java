package io.mpmoperator.e2e.handlers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Interrupts the thread of its process that waits for connections, as a library might that hunts for threads it believes to
 * be its own. An interrupt closes the channel that a thread waits for.
 */
public final class InterruptingHandler implements HttpHandler {

    private static final Set<String> WAITING =
            Set.of("io.mpmoperator.server.event.Listener.select", "io.mpmoperator.server.transport.Accepting.next");

    /** Called by ServiceLoader. */
    public InterruptingHandler() {}

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Optional<Thread> listener = listener();
        while (listener.isEmpty()) {
            Thread.onSpinWait();
            listener = listener();
        }
        listener.get().interrupt();
        TextResponse.send(exchange, "interrupted " + listener.get().getName());
    }

    private static Optional<Thread> listener() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> Arrays.stream(thread.getValue()).anyMatch(InterruptingHandler::waits))
                .map(Map.Entry::getKey)
                .findAny();
    }

    private static boolean waits(StackTraceElement frame) {
        return WAITING.contains(frame.getClassName() + "." + frame.getMethodName());
    }
}
