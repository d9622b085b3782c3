package io.mpmoperator.e2e.claims;

import io.mpmoperator.e2e.server.Await;
import io.mpmoperator.e2e.server.RawHttp;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Clients that ask without a pause on connections they keep, and open another when the server says that it closes. */
final class BusyClients implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final int port;
    private final AtomicLong answered = new AtomicLong();
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
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
            try (RawHttp http = RawHttp.connect(port)) {
                boolean open = true;
                while (open && !stopped) {
                    RawHttp.Response response = http.sendGet("/").receive();
                    if (response.status() != 200) {
                        failures.add("status " + response.status());
                    }
                    answered.incrementAndGet();
                    open = !"close".equals(response.fields().get("connection"));
                }
            } catch (UncheckedIOException e) {
                failures.add(String.valueOf(e.getMessage()));
            }
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

    List<String> failures() {
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
