package io.mpmoperator.e2e.handlers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** Can be made once: whoever makes the second one beside its jar has been tried by another process before. */
public final class FailingAfterTheTrialHandler implements HttpHandler {

    /**
     * Called by ServiceLoader.
     *
     * @throws IOException the second time
     */
    public FailingAfterTheTrialHandler() throws IOException {
        Path jar = Path.of(URI.create(FailingAfterTheTrialHandler.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString()));
        if (!jar.resolveSibling("tried").toFile().createNewFile()) {
            throw new IOException("it was tried before");
        }
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        TextResponse.send(exchange, "never");
    }
}
