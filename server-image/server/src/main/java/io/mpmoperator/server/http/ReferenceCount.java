package io.mpmoperator.server.http;

import java.util.concurrent.atomic.AtomicInteger;

/** How many hold what is shared, from one on: once there is none, there can be none again. Safe for use by several threads. */
final class ReferenceCount {

    private final AtomicInteger count = new AtomicInteger(1);

    /** One more; false where it has no holder any longer. */
    boolean hold() {
        int before = count.get();
        while (before > 0) {
            if (count.compareAndSet(before, before + 1)) {
                return true;
            }
            before = count.get();
        }
        return false;
    }

    /** One fewer, who did hold it; whether that was the last. */
    boolean release() {
        return count.decrementAndGet() == 0;
    }
}
