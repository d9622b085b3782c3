package io.mpmoperator.e2e.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** A client for each address that asks again and again until it is closed, and remembers every request that failed. */
final class SteadyRequests implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int FIRST_SERVER_ERROR = 500;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicLong answered = new AtomicLong();
    private final List<Thread> threads;
    private volatile boolean closed;

    SteadyRequests(List<URI> addresses) {
        threads = addresses.stream()
                .map(address -> Thread.ofVirtual().start(() -> askUntilClosed(address)))
                .toList();
    }

    static boolean reaches(List<URI> addresses) {
        try (SteadyRequests once = new SteadyRequests(List.of())) {
            return addresses.stream().allMatch(once::ask);
        }
    }

    private void askUntilClosed(URI address) {
        while (!closed) {
            if (ask(address)) {
                answered.incrementAndGet();
            }
        }
    }

    private boolean ask(URI address) {
        try {
            int status = client.send(
                            HttpRequest.newBuilder(address).timeout(PATIENCE).build(), BodyHandlers.discarding())
                    .statusCode();
            if (status < FIRST_SERVER_ERROR) {
                return true;
            }
            failures.add("%s answers %d".formatted(address, status));
        } catch (IOException e) {
            failures.add("%s: %s".formatted(address, e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    void assertAllAnswered() {
        assertEquals(List.of(), failures.stream().limit(5).toList());
        assertTrue(answered.get() > 0, "no client asked");
    }

    @Override
    public void close() {
        closed = true;
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        client.close();
    }
}
