package io.mpmoperator.e2e.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mpmoperator.e2e.server.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FullLoadTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration AN_ANSWER_TAKES = Duration.ofMillis(5);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger lasting = new AtomicInteger();
    private volatile boolean draining;
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        Await.pause(AN_ANSWER_TAKES);
        if (draining) {
            exchange.getResponseHeaders().set("Connection", "close");
        }
        if (exchange.getRequestURI().toString().contains("hold=3150")) {
            lasting.incrementAndGet();
        }
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    /** Where the old processes have a worker free before a new one listens, they answer the substitutes as well. */
    @Test
    void failsAtNoConnectionThatAProcessThatDrainsHasSaidItWillClose() {
        try (FullLoad load =
                new FullLoad(GridPlan.worker(1, 8), server.getAddress().getPort(), List.of("/a.html", "/b.css"))) {
            Await.until("there is load", PATIENCE, () -> load.requests() > 20);
            draining = true;
            load.last();
            Await.until("a part of the clients has asked for what lasts", PATIENCE, () -> lasting.get() >= 2);
            long answered = load.requests();
            Await.until("the substitutes have been answered", PATIENCE, () -> load.requests() > answered + 40);
            draining = false;
            Await.until("there is load again", PATIENCE, () -> load.requests() > answered + 80);
            assertEquals(0, load.failed());
        }
    }
}
