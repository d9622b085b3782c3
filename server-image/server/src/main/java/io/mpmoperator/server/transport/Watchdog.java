package io.mpmoperator.server.transport;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Ends the waiting of threads whose client takes too long. A thread that waits for a client sits in a plain read or write,
 * which costs one system call and knows no time-out; the watchdog sleeps until the earliest of their deadlines, which most
 * often is a later one by then.
 */
public final class Watchdog {

    private static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long FOR_EVER = TimeUnit.DAYS.toNanos(365);

    private final AtomicReferenceArray<@Nullable BlockingTransport> watched;
    private final Thread thread = Thread.ofPlatform().name("watchdog").daemon().unstarted(this::run);

    /** No later than the earliest deadline that it has seen; a moment of {@link System#nanoTime}. */
    private volatile long wakesAt = System.nanoTime();

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

    /** The thread that watches. */
    Thread thread() {
        return thread;
    }

    /** Watches a worker's connection from now on, before its first deadline is set; null for none. */
    public void watch(int worker, @Nullable BlockingTransport transport) {
        watched.set(worker, transport);
    }

    /** Called when a deadline was set: there may have been only later ones before. */
    void deadlineSet(long deadline) {
        if (deadline - wakesAt < 0) {
            LockSupport.unpark(thread);
        }
    }

    private void run() {
        while (true) {
            wakesAt = System.nanoTime() + Math.min(expireAll(), FOR_EVER);
            long next = expireAll(); // who has set one since may not have seen when that is
            LockSupport.parkNanos(this, Math.clamp(next, SHORTEST, FOR_EVER));
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
