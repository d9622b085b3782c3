package io.mpmoperator.e2e.handlers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** Never returns while it is made, as for a database that does not answer: its child is never ready. */
public final class NeverMadeHandler implements HttpHandler {

    /**
     * Called by ServiceLoader; does not return.
     *
     * @throws InterruptedException never
     */
    public NeverMadeHandler() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        TextResponse.send(exchange, "never");
    }
}
