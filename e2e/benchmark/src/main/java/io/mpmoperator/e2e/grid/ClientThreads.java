package io.mpmoperator.e2e.grid;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A thread for each client of a load. */
final class ClientThreads implements AutoCloseable {

    private static final int STOP_SECONDS = 30;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** Starts a client. */
    void execute(Runnable client) {
        threads.execute(client);
    }

    /** Waits for half a minute until all have ended, who were told to before, and interrupts the rest. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.shutdownNow();
    }
}
