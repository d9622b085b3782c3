package io.mpmoperator.server.event;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * What goes between the listener and those who work for it: connections with a request that waits for a worker, and those
 * that workers have finished with. The listener is woken only where nothing else would wake it, for that is a call to the
 * system.
 *
 * <p>Each side first writes what the other reads, and then reads what the other has written: the listener looks here after all
 * else, before it sleeps; a worker that gives a connection back looks after that whether the listener may sleep without it.
 */
final class HandBack {

    private final Queue<EventConnection> waiting = new ConcurrentLinkedQueue<>();
    private final Queue<EventConnection> returned = new ConcurrentLinkedQueue<>();
    private final Runnable wakeListener;
    private volatile boolean accepts = true;
    private volatile boolean quiescing;

    HandBack(Runnable wakeListener) {
        this.wakeListener = wakeListener;
    }

    /** Lets a connection wait for a worker. Any thread may. */
    void waitForWorker(EventConnection connection) {
        waiting.add(connection);
    }

    /** Whether one waits for a worker. */
    boolean someoneWaits() {
        return !waiting.isEmpty();
    }

    /** Takes out the one that has waited longest for a worker; null when none does. Any thread may. */
    @Nullable
    EventConnection longestWaiting() {
        return waiting.poll();
    }

    /**
     * Gives a connection back, after the worker that had it was; called by any thread but the listener.
     *
     * @param unseen whether the selector does not look at the connection as it is
     */
    void giveBack(EventConnection connection, boolean unseen) {
        returned.add(connection);
        if (unseen || connection.muted || !accepts || quiescing || someoneWaits()) {
            wakeListener.run();
        }
    }

    /** Takes out one that was given back; null when there is none. The listener alone. */
    @Nullable
    EventConnection takeBack() {
        EventConnection connection = returned.poll();
        if (connection != null) {
            connection.muted = false;
        }
        return connection;
    }

    /** Whether none was given back since: else it may be one that was muted after it had come back. */
    boolean listenerMaySleep() {
        return returned.isEmpty();
    }

    /** Whether the listener accepts connections: it does not while no worker is idle, and must hear when one is. */
    boolean accepts() {
        return accepts;
    }

    void accepts(boolean now) {
        accepts = now;
    }

    /** The process ends: from now on the listener hears of every connection, which may be the last. */
    void quiesce() {
        quiescing = true;
        wakeListener.run();
    }

    /** Whether the process ends. */
    boolean quiescing() {
        return quiescing;
    }
}
