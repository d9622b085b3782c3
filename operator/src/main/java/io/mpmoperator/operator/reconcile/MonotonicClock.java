package io.mpmoperator.operator.reconcile;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock that is never set: its instants say how much time is between two of them, and not when they are. Every duration
 * within this process is measured by it; the wall clock is for people, and for what another process reads.
 */
@Singleton
@Typed(MonotonicClock.class)
public class MonotonicClock extends Clock {

    private final Instant start = Instant.now();
    private final long startNanos = System.nanoTime();

    @Override
    public Instant instant() {
        return start.plusNanos(System.nanoTime() - startNanos);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /** The same clock: its instants belong to no zone. */
    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
