package io.mpmoperator.server.transport;

import io.mpmoperator.server.threads.OwnThread;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Ends the waiting of threads whose client takes too long. A thread that waits for a client sits in a plain read or write,
 * which costs one system call and knows no time-out; the watchdog sleeps until the earliest of their deadlines, which most
 * often is a later one by then.
 */
public class Watchdog {

    private static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long FOR_EVER = TimeUnit.DAYS.toNanos(365);

    private final AtomicReferenceArray<@Nullable BlockingTransport> watched;

    @SuppressWarnings("this-escape") // it is started when all is made
    private final Thread thread = OwnThread.daemon("watchdog", this::run);

    /** When it will look again at the latest, as those who set a deadline believe; a moment of {@link System#nanoTime}. */
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
    public final void start() {
        thread.start();
    }

    /** The thread that watches. */
    final Thread thread() {
        return thread;
    }

    /** Watches a worker's connection from now on, before its first deadline is set; null for none. */
    public final void watch(int worker, @Nullable BlockingTransport transport) {
        watched.set(worker, transport);
    }

    /** Called when a deadline was set: there may have been only later ones before. */
    final void deadlineSet(long deadline) {
        if (deadline - wakesAt < 0) {
            wake();
        }
    }

    /** Lets it look again at once, even if it was about to sleep. */
    void wake() {
        LockSupport.unpark(thread);
    }

    private void run() {
        while (true) {
            long sleep = look() - System.nanoTime();
            LockSupport.parkNanos(this, Math.max(sleep, SHORTEST));
        }
    }

    /**
     * Ends what has taken too long. It looks twice: whoever sets a deadline after the first look may have believed in an
     * earlier waking than that has led to, but is seen by the second. And it sleeps no longer than it has said, even if what it
     * said that for is gone: others rely on it since.
     *
     * @return the moment of {@link System#nanoTime} at which it has to look again
     */
    final long look() {
        long said = earliest();
        wakesAt = said;
        long seen = earliest();
        return seen - said < 0 ? seen : said;
    }

    private long earliest() {
        return System.nanoTime() + Math.min(expireAll(), FOR_EVER);
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
