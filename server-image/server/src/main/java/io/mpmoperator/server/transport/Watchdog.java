package io.mpmoperator.server.transport;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Ends the waiting of threads whose client takes too long. A thread that waits for a client sits in a plain read or write,
 * which costs one system call and knows no time-out; the watchdog looks at the deadlines of all of them a few times a
 * second, and sleeps when there are none.
 */
public final class Watchdog {

    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(250);

    private final AtomicReferenceArray<@Nullable BlockingTransport> watched;
    private final Thread thread = Thread.ofPlatform().name("watchdog").daemon().unstarted(this::run);
    private volatile boolean resting;

    /**
     * A watchdog that has yet to be started.
     *
     * @param workers how many threads wait for clients
     */
    public Watchdog(int workers) {
        this.watched = new AtomicReferenceArray<>(workers);
    }

    /** Begins to watch. */
    public void start() {
        thread.start();
    }

    /** Watches a worker's connection from now on; null for none. */
    public void watch(int worker, @Nullable BlockingTransport transport) {
        watched.set(worker, transport);
    }

    /** Called when a deadline was set: there may have been none before. */
    void deadlineSet() {
        if (resting) {
            LockSupport.unpark(thread);
        }
    }

    private void run() {
        while (true) {
            long next = expireAll();
            if (next == Long.MAX_VALUE) {
                resting = true;
                if (expireAll() == Long.MAX_VALUE) {
                    LockSupport.park(this);
                }
                resting = false;
            } else {
                LockSupport.parkNanos(this, Math.clamp(next, 1_000_000, TICK));
            }
        }
    }

    /** Nanoseconds to the earliest deadline, {@link Long#MAX_VALUE} when there is none. */
    private long expireAll() {
        long now = System.nanoTime();
        long next = Long.MAX_VALUE;
        for (int i = 0; i < watched.length(); i++) {
            BlockingTransport transport = watched.get(i);
            if (transport != null) {
                next = Math.min(next, transport.expireAt(now));
            }
        }
        return next;
    }
}
