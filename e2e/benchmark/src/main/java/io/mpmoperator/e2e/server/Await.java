package io.mpmoperator.e2e.server;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Waiting for a condition instead of a time. */
public final class Await {

    private static final long INTERVAL_MILLIS = 20;

    private Await() {}

    /**
     * Waits until a condition holds.
     *
     * @param what the condition in words, for the message
     * @throws IllegalStateException when it does not hold in time
     */
    public static void until(String what, Duration patience, BooleanSupplier condition) {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("not within " + patience.toMillis() + " ms: " + what);
            }
            try {
                Thread.sleep(INTERVAL_MILLIS);
            } catch (InterruptedException e) {
                throw new IllegalStateException("interrupted while waiting until " + what, e);
            }
        }
    }

    /**
     * Waits until a count is reached, as long as it grows.
     *
     * @param what the condition in words, for the message
     * @param patience how long the count may stay as it is
     * @throws IllegalStateException when it is not reached and did not grow for so long
     */
    public static void untilReached(String what, Duration patience, long wanted, LongSupplier count) {
        AtomicLong seen = new AtomicLong(count.getAsLong());
        while (seen.get() < wanted) {
            long before = seen.get();
            until(what + ", after " + before + " of " + wanted, patience, () -> {
                seen.set(count.getAsLong());
                return seen.get() > before;
            });
        }
    }

    /** Lets a time pass that belongs to what is tried; an interruption ends it, and stays noted on the thread. */
    public static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
