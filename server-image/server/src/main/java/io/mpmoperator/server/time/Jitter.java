package io.mpmoperator.server.time;

import java.time.Duration;

/**
 * Keeps the processes of a pool from always doing the same thing at the same time, once they have begun at the same time: a
 * load that is spread evenly over sixty-four children makes them all look for the same file within milliseconds of each other,
 * and whoever asks then waits for all of them.
 */
public final class Jitter {

    private Jitter() {}

    /**
     * By how much earlier something is to come that was done last at a moment: moments that are near each other lead to
     * times that are not.
     *
     * @param moment of {@link System#nanoTime}
     * @param most how much it may be, exclusive
     * @return nanoseconds, evenly distributed; for the same moment always the same
     */
    public static long nanos(long moment, Duration most) {
        return Math.floorMod(mixed(moment), most.toNanos());
    }

    /** The finalizer of MurmurHash3 for 64 bits: every bit of what goes in changes half of those that come out. */
    private static long mixed(long bits) {
        long mixed = (bits ^ (bits >>> 33)) * 0xFF51AFD7ED558CCDL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return mixed ^ (mixed >>> 33);
    }
}
