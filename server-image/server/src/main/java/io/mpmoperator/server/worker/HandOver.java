package io.mpmoperator.server.worker;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Where a thread that is reserved waits for what it is to do: one puts something in, and not again before it was taken. */
final class HandOver<T> {

    private volatile @Nullable T handed;
    private volatile boolean ending;
    private volatile @Nullable Thread taker;

    /** Hands something over. */
    void put(T what) {
        handed = what;
        LockSupport.unpark(taker);
    }

    /** Says that nothing more will come. */
    void end() {
        ending = true;
        LockSupport.unpark(taker);
    }

    /**
     * Waits for what comes; always by the same thread.
     *
     * @return null when nothing more does
     */
    @Nullable
    T take() {
        taker = Thread.currentThread();
        T taken = handed;
        while (taken == null && !ending) {
            LockSupport.park(this);
            Thread.interrupted(); // by a handler, which is to break neither the next park nor the next connection
            taken = handed;
        }
        if (taken == null) {
            taken = handed; // handed over between the last look and the end
        }
        handed = null;
        return taken;
    }
}
