package io.mpmoperator.server.control;

import java.util.concurrent.TimeUnit;

/** What is to be done every second, by a clock that never jumps: one that is set back would put it off for as long. */
final class EverySecond {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private long next;

    /** For the first time a second from now. */
    EverySecond(long nowNanos) {
        next = nowNanos + SECOND;
    }

    /** Whether it is due. */
    boolean isDue(long nowNanos) {
        return nowNanos - next >= 0;
    }

    /** It was done. */
    void done(long nowNanos) {
        next = nowNanos + SECOND;
    }

    /** Until it is due: at least a millisecond, and no more than so many. */
    long waitMillis(long nowNanos, long most) {
        return Math.clamp(TimeUnit.NANOSECONDS.toMillis(next - nowNanos), 1, most);
    }
}
