package io.mpmoperator.e2e.grid;

import io.mpmoperator.conf.Workload;
import io.mpmoperator.e2e.server.Await;
import io.mpmoperator.e2e.server.TlsClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Clients that keep every worker busy with requests that hold what the workload says, and files in between; each head is another. A client
 * whose connection is closed by a process that drains connects again.
 *
 * <p>Whoever connects to processes that are new first asks for many files, so that their caches are full while those of the
 * generation before, which drain, still have theirs.
 *
 * <p>Now and then a request leaves garbage behind that has grown old, and seldom two in the same process: a heap is as large
 * as it may become only when its old generation was full once.
 */
final class FullLoad implements AutoCloseable {

    private static final int REQUESTS_PER_SECOND = 3000;
    private static final int LEAST_HOLD_MILLIS = 8;
    /** Requests that outlive a graceful restart: the model counts on drainers, a quarter of the processes. */
    private static final int PART_THAT_LASTS = 4;

    private static final int LASTING_MILLIS = 3_000;

    /** They last so much longer for each process: it takes time until as many are there as may be beside the drainers. */
    private static final int LASTING_MILLIS_PER_PROCESS = 150;

    private static final Duration TO_HAVE_ASKED = Duration.ofMillis(750);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    /** On a connection, with TLS: handshakes belong to the load. */
    private static final int REQUESTS_OVER_TLS = 50;

    /** How often the clients of a process ask for each file between them, from places of their own: few are left out. */
    private static final int WALKS_THROUGH_ALL = 3;

    private static final int GARBAGE = 8 << 20;
    private static final int PROCESSES_FOR_GARBAGE = 16;

    /** What objects cost beside their content. */
    private static final double CONTENT = 0.97;

    private final int port;
    private final Optional<TlsClient> tls;
    private final String busy;
    private final String dropping;
    private final String lasting;
    private final int clients;
    private final List<String> files;
    private final int filesOfAWalk;
    private final AtomicInteger toLast = new AtomicInteger();
    private final AtomicInteger toWalk = new AtomicInteger();
    private final ClientThreads threads = new ClientThreads();
    private final Semaphore garbage;
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong walked = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong again = new AtomicLong();
    private volatile boolean over;

    /**
     * Begins.
     *
     * @param files the paths of what is asked for
     */
    FullLoad(GridPlan plan, int port, List<String> files) {
        this.port = port;
        this.tls = plan.tls() ? Optional.of(TlsClient.trusting(GridPlan.CERTIFICATE)) : Optional.empty();
        this.files = List.copyOf(files);
        this.garbage = new Semaphore(Math.ceilDiv(plan.processes(), PROCESSES_FOR_GARBAGE));
        Workload workload = plan.workload();
        int hold = Math.max(LEAST_HOLD_MILLIS, 1000 * plan.workers() / REQUESTS_PER_SECOND);
        String holding = "%s?keep=%d&heap=%d"
                .formatted(GridPlan.BUSY, (long) (CONTENT * workload.handlerHeapBytes()), (long)
                        (CONTENT * workload.heapPerRequestBytes()));
        this.busy = holding + "&hold=" + hold;
        this.dropping = holding + "&churn=" + GARBAGE;
        this.lasting = holding + "&hold=" + (LASTING_MILLIS + LASTING_MILLIS_PER_PROCESS * plan.processes());
        this.clients = plan.clients();
        this.filesOfAWalk =
                Math.min(files.size(), Math.ceilDiv(WALKS_THROUGH_ALL * files.size() * plan.processes(), clients));
        toWalk.set(clients);
        for (int i = 0; i < clients; i++) {
            threads.execute(this::keepBusy);
        }
    }

    /**
     * Has a part of the clients ask for what takes some seconds; returns when they have asked. Substitutes take their places, and
     * everybody who connects from then on meets a new process.
     */
    void last() {
        int lastingClients = Math.ceilDiv(clients, PART_THAT_LASTS);
        toLast.set(lastingClients);
        long end = System.nanoTime() + TO_HAVE_ASKED.toNanos();
        while (toLast.get() > 0 && System.nanoTime() < end) {
            Await.pause(BETWEEN_LOOKS);
        }
        toWalk.set(clients + lastingClients);
    }

    /** Answers so far, without those of the walks through the files. */
    long requests() {
        return requests.get();
    }

    /** Files that were sent to those who had just connected. */
    long walked() {
        return walked.get();
    }

    long failed() {
        return failed.get();
    }

    /** Requests that met the end of a connection that was kept open, and were asked again on another. */
    long again() {
        return again.get();
    }

    private void keepBusy() {
        int mostRequests = tls.isPresent() ? REQUESTS_OVER_TLS : Integer.MAX_VALUE;
        while (!over) {
            try (GridClient client = GridClient.connect(port, tls)) {
                if (taken(toWalk)) {
                    walk(client);
                }
                for (int i = 0; !over && !client.closing() && i < mostRequests; i++) {
                    count(i % 3 == 2 ? file(client) : work(client), requests);
                }
            } catch (GridClient.ReusedConnectionException _) {
                again.incrementAndGet();
            } catch (IOException e) {
                if (!over) {
                    failed.incrementAndGet();
                }
            }
        }
    }

    /** Waits in the queue of the listening socket where every worker is taken, which is until a new process listens. */
    private void standIn() {
        boolean stoodIn = false;
        while (!over && !stoodIn) {
            try {
                stoodIn = answeredByAProcessThatStays();
            } catch (GridClient.ReusedConnectionException _) {
                again.incrementAndGet();
            } catch (IOException e) {
                stoodIn = true;
                if (!over) {
                    failed.incrementAndGet();
                }
            }
        }
    }

    /** A process that drains, where a worker came free before the new one listened, closes after its first response. */
    private boolean answeredByAProcessThatStays() throws IOException {
        try (GridClient client = GridClient.connect(port, tls)) {
            walk(client);
            if (client.closing()) {
                return false;
            }
            count(client.get(busy), requests);
            return true;
        }
    }

    private void walk(GridClient client) throws IOException {
        int first = ThreadLocalRandom.current().nextInt(files.size());
        for (int i = 0; !over && !client.closing() && i < filesOfAWalk; i++) {
            count(client.get(files.get((first + i) % files.size())), walked);
        }
    }

    private int file(GridClient client) throws IOException {
        return client.get(files.get(ThreadLocalRandom.current().nextInt(files.size())));
    }

    private void count(int status, AtomicLong answered) {
        (status == 200 ? answered : failed).incrementAndGet();
    }

    private static boolean taken(AtomicInteger left) {
        return left.get() > 0 && left.getAndDecrement() > 0;
    }

    private int work(GridClient client) throws IOException {
        if (taken(toLast)) {
            threads.execute(this::standIn);
            return client.get(lasting);
        }
        if (!garbage.tryAcquire()) {
            return client.get(busy);
        }
        try {
            return client.get(dropping);
        } finally {
            garbage.release();
        }
    }

    /** Closes every connection; waits for those that are busy. */
    @Override
    public void close() {
        over = true;
        threads.close();
    }
}
