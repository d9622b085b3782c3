package io.mpmoperator.operator.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AwaitTest {

    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void startAServerThatIsReadyAtTheSecondQuestion() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/ready", exchange -> {
            exchange.sendResponseHeaders(asked.incrementAndGet() < 2 ? 503 : 200, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void asksUntilTheAnswerIs200() throws Exception {
        new Await(Duration.ofSeconds(30)).answer(address());
        assertEquals(2, asked.get());
    }

    @Test
    void saysTheLastAnswerWhenThereIsNoTimeLeft() {
        UsageException e = assertThrows(UsageException.class, () -> new Await(Duration.ZERO).answer(address()));
        assertTrue(String.valueOf(e.getMessage()).contains("answers 503"), e::getMessage);
    }

    private URI address() {
        return URI.create(
                "http://127.0.0.1:%d/ready".formatted(server.getAddress().getPort()));
    }
}
