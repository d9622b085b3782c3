package io.mpmoperator.server.event;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;

/**
 * Which thread is the listener. One thread leads: it alone touches the selector and the queues. A thread that is about to
 * do something that may wait gives the lead to the thread that rested last, whose caches are warm.
 */
final class LeaderFollowers {

    private static final class Resting {
        private final Thread thread = Thread.currentThread();
        private volatile boolean called;
    }

    private final Deque<Resting> resting = new ArrayDeque<>();
    private boolean led;

    /** Waits until the calling thread leads. */
    void acquire() {
        Resting me;
        synchronized (this) {
            if (!led) {
                led = true;
                return;
            }
            me = new Resting();
            resting.push(me);
        }
        while (!me.called) {
            LockSupport.park(this);
            Thread.interrupted(); // by a handler, which is to break neither the next park nor a connection
        }
    }

    /** Gives the lead to another thread, or leaves it open for the next that asks. */
    void release() {
        Resting next;
        synchronized (this) {
            next = resting.poll();
            led = next != null;
        }
        if (next != null) {
            next.called = true;
            LockSupport.unpark(next.thread);
        }
    }
}
