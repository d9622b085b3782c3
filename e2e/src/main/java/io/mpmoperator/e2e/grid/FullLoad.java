package io.mpmoperator.e2e.grid;

import io.mpmoperator.conf.Workload;
import io.mpmoperator.mpm.Mode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Clients that keep every worker busy with requests that hold what the workload says, small files in between, and clients
 * that keep a connection and are idle. A client whose connection is closed by a process that drains connects again.
 */
final class FullLoad implements AutoCloseable {

    private static final int REQUESTS_PER_SECOND = 3000;
    private static final int LEAST_HOLD_MILLIS = 8;
    private static final long PAUSE_MILLIS = 200;
    private static final int STOP_SECONDS = 30;

    /** What objects cost beside their content. */
    private static final double CONTENT = 0.97;

    private final int port;
    private final String busy;
    private final int files;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong parked = new AtomicLong();
    private volatile boolean over;

    /**
     * Begins.
     *
     * @param files how many files {@code /0.html}, {@code /1.html}, … there are
     */
    FullLoad(GridPlan plan, int port, int files) {
        this.port = port;
        this.files = files;
        Workload workload = plan.workload();
        int hold = Math.max(LEAST_HOLD_MILLIS, 1000 * plan.workers() / REQUESTS_PER_SECOND);
        this.busy = "%s?hold=%d&keep=%d&heap=%d"
                .formatted(GridPlan.BUSY, hold, (long) (CONTENT * workload.handlerHeapBytes()), (long)
                        (CONTENT * workload.heapPerRequestBytes()));
        if (workload.idleConnections() > 0) {
            threads.execute(() -> park(workload.idleConnections()));
        }
        // the kernel deals connections out unevenly; under event some more make sure that each process has its share
        int clients = plan.mode() == Mode.EVENT ? plan.workers() * 5 / 4 : plan.workers();
        for (int i = 0; i < clients; i++) {
            threads.execute(this::keepBusy);
        }
    }

    long requests() {
        return requests.get();
    }

    long failed() {
        return failed.get();
    }

    long parked() {
        return parked.get();
    }

    private void keepBusy() {
        while (!over) {
            try (GridClient client = new GridClient(port)) {
                for (int i = 0; !over && !client.closing(); i++) {
                    boolean file = i % 3 == 2;
                    String target = file ? "/" + ThreadLocalRandom.current().nextInt(files) + ".html" : busy;
                    if (client.get(target) == 200) {
                        requests.incrementAndGet();
                    } else {
                        failed.incrementAndGet();
                    }
                }
            } catch (IOException e) {
                if (!over) {
                    failed.incrementAndGet();
                }
            }
        }
    }

    /** One after the other: a process with few idle workers makes room by closing connections. */
    private void park(int idleConnections) {
        List<GridClient> idle = new ArrayList<>();
        try {
            while (!over) {
                idle.removeIf(FullLoad::isClosed);
                for (int i = idle.size(); i < idleConnections && !over; i++) {
                    GridClient client = new GridClient(port);
                    client.get("/0.html");
                    idle.add(client);
                    parked.set(idle.size());
                }
                parked.set(idle.size());
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (IOException e) {
            failed.incrementAndGet();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            idle.forEach(FullLoad::closeQuietly);
        }
    }

    private static boolean isClosed(GridClient client) {
        try {
            if (!client.closed()) {
                return false;
            }
            client.close();
            return true;
        } catch (IOException e) {
            return true;
        }
    }

    private static void closeQuietly(GridClient client) {
        try {
            client.close();
        } catch (IOException e) {
            System.getLogger(FullLoad.class.getName()).log(System.Logger.Level.DEBUG, "event=not-closed", e);
        }
    }

    /** Closes every connection; waits for those that are busy. */
    @Override
    public void close() {
        over = true;
        threads.shutdown();
        try {
            threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.shutdownNow();
    }
}
