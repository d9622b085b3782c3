package io.mpmoperator.server.time;

import java.time.Duration;
import java.time.Instant;

/**
 * When something happened, by both clocks: what has passed since is measured by the one that never jumps, and what people
 * read is the time of day. Where the time of day was set meanwhile, the moment is moved with it.
 *
 * @param wall the time of day then
 * @param nanos of {@link System#nanoTime}
 */
public record Timestamp(Instant wall, long nanos) {

    /** Below this, a clock was not set but read a little later than the other. */
    private static final Duration SET = Duration.ofSeconds(1);

    /** Now. */
    public static Timestamp now() {
        return new Timestamp(Instant.now(), System.nanoTime());
    }

    /** The time of day that it was, as the clock of a later moment goes. */
    public Instant seenFrom(Timestamp later) {
        Instant seen = later.wall().minusNanos(later.nanos() - nanos);
        return Duration.between(wall, seen).abs().compareTo(SET) < 0 ? wall : seen;
    }

    /** Milliseconds of the clock that never jumps, which all processes of a machine share (CLOCK_MONOTONIC). */
    public static long millis(long nanos) {
        return Math.floorDiv(nanos, 1_000_000L);
    }

    /** The milliseconds since 1970 that belong to some of {@link #millis(long)}, as this moment's clock goes. */
    public long wallMillis(long steadyMillis) {
        return wall.toEpochMilli() - (millis(nanos) - steadyMillis);
    }
}
