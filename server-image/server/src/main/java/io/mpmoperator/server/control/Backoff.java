package io.mpmoperator.server.control;

import java.time.Duration;

/** Keeps children that end before they are ready from being started over and over: the pause doubles from 100 ms to 30 s. */
final class Backoff {

    private static final int FREE_TRIES = 3;
    private static final long FIRST = Duration.ofMillis(100).toNanos();
    private static final long LONGEST = Duration.ofSeconds(30).toNanos();

    private int failures;
    private long notBefore;
    private boolean pausing;

    /**
     * A child has ended before it was ready.
     *
     * @return the pause until the next one may be started, in nanoseconds
     */
    long failed(long nowNanos) {
        failures++;
        int beyond = Math.min(failures - FREE_TRIES, 20);
        long pause = beyond <= 0 ? 0 : Math.min(LONGEST, FIRST << (beyond - 1));
        pausing = pause > 0;
        notBefore = nowNanos + pause;
        return pause;
    }

    /** A child has become ready. */
    void succeeded() {
        failures = 0;
        pausing = false;
    }

    /** Whether the children that were started last ended before they were ready. */
    boolean isFailing() {
        return failures > 0;
    }

    /** Whether a child may be started now. */
    boolean mayStart(long nowNanos) {
        return !pausing || nowNanos - notBefore >= 0;
    }
}
