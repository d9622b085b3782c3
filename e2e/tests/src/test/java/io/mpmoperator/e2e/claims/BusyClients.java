package io.mpmoperator.e2e.claims;

import io.mpmoperator.e2e.server.Await;
import io.mpmoperator.e2e.server.RawHttp;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Clients that ask again and again on connections they keep, and open another when the server says that it closes. The
 * moment they rest between two requests leaves the machine to the server, and shows whether it closes under a client.
 */
final class BusyClients implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration REST = Duration.ofMillis(20);

    private final int port;
    private final AtomicLong answered = new AtomicLong();
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> refusals = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopped;

    private BusyClients(int port) {
        this.port = port;
    }

    static BusyClients start(int port, int clients) {
        BusyClients busy = new BusyClients(port);
        for (int i = 0; i < clients; i++) {
            busy.threads.add(Thread.ofPlatform().start(busy::ask));
        }
        return busy;
    }

    private void ask() {
        while (!stopped) {
            int received = 0;
            try (RawHttp http = RawHttp.connect(port)) {
                boolean open = true;
                while (open && !stopped) {
                    RawHttp.Response response = http.sendGet("/").receive();
                    if (response.status() != 200) {
                        failures.add("status " + response.status());
                    }
                    received++;
                    answered.incrementAndGet();
                    open = !"close".equals(response.fields().get("connection"));
                    rest();
                }
            } catch (UncheckedIOException e) {
                (received == 0 ? refusals : failures).add(received + " answers, then " + e.getMessage());
                rest();
            }
        }
    }

    private static void rest() {
        try {
            Thread.sleep(REST);
        } catch (InterruptedException e) {
            throw new IllegalStateException("a client is never interrupted", e);
        }
    }

    /** Waits until so many more requests are answered. */
    void awaitMore(int requests) {
        long target = answered.get() + requests;
        Await.until(requests + " more requests are answered", PATIENCE, () -> answered.get() >= target);
    }

    long answered() {
        return answered.get();
    }

    /** Requests that came to nothing, on whatever connection. */
    List<String> failures() {
        return Stream.concat(failures.stream(), refusals.stream()).toList();
    }

    /** Requests that came to nothing on a connection on which the server had answered before. */
    List<String> brokenPromises() {
        return List.copyOf(failures);
    }

    @Override
    public void close() {
        stopped = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException("interrupted while the clients end", e);
            }
        }
    }
}
