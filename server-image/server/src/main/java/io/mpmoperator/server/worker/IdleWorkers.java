package io.mpmoperator.server.worker;

import java.util.ArrayDeque;
import java.util.Deque;

/** The threads that wait for a connection, the one that worked last first: its caches are warm. */
final class IdleWorkers<T> {

    private final Deque<T> idle = new ArrayDeque<>();

    /**
     * Takes an idle thread, waiting for one where there is none.
     *
     * @param whenNone called before it waits
     */
    synchronized T reserve(Runnable whenNone) {
        if (idle.isEmpty()) {
            whenNone.run();
        }
        while (idle.isEmpty()) {
            try {
                wait();
            } catch (InterruptedException e) {
                throw new IllegalStateException("the listener is never interrupted", e);
            }
        }
        return idle.pop();
    }

    /** Puts a thread back. */
    synchronized void release(T worker) {
        idle.push(worker);
        notify();
    }
}
