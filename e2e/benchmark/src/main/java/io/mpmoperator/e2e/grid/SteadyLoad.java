package io.mpmoperator.e2e.grid;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Clients that ask a site for one file after the other, each with a connection that it keeps until the server says otherwise. */
final class SteadyLoad implements AutoCloseable {

    private final int port;
    private final List<String> paths;
    private final ClientThreads threads = new ClientThreads();
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private volatile boolean over;

    /** Begins. */
    SteadyLoad(int port, int clients, List<String> paths) {
        this.port = port;
        this.paths = List.copyOf(paths);
        for (int i = 0; i < clients; i++) {
            threads.execute(this::ask);
        }
    }

    /** Requests that were answered with 200. */
    long requests() {
        return requests.get();
    }

    /** Requests that were not. */
    long failed() {
        return failed.get();
    }

    private void ask() {
        while (!over) {
            try (GridClient client = GridClient.connect(port, Optional.empty())) {
                while (!over && !client.closing()) {
                    String path = paths.get(ThreadLocalRandom.current().nextInt(paths.size()));
                    (client.get(path) == 200 ? requests : failed).incrementAndGet();
                }
            } catch (IOException e) {
                if (!over) {
                    failed.incrementAndGet();
                }
            }
        }
    }

    /** Lets everybody have the response that is under way. */
    @Override
    public void close() {
        over = true;
        threads.close();
    }
}
