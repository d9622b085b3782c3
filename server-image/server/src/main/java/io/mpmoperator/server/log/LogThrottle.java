package io.mpmoperator.server.log;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps an event that recurs from flooding the log: it is logged the first time at once, then at most once in an interval,
 * with {@code unlogged}, the number of times in between.
 */
public final class LogThrottle {

    private final Duration interval;
    private final LongSupplier nanoTime;
    private long lastTold;
    private boolean told;
    private long untold;

    /** What is told at most once in an interval, by the clock of {@link System#nanoTime}. */
    public LogThrottle(Duration interval, LongSupplier nanoTime) {
        this.interval = interval;
        this.nanoTime = nanoTime;
    }

    /** Says that something has failed, if it is time to. */
    public void error(Log log, String event, @Nullable Object... keysAndValues) {
        long unlogged = due();
        if (unlogged >= 0) {
            log.error(event, with(unlogged, keysAndValues));
        }
    }

    /** Says that something is not as it should be, if it is time to. */
    public void warn(Log log, String event, @Nullable Object... keysAndValues) {
        long unlogged = due();
        if (unlogged >= 0) {
            log.warn(event, with(unlogged, keysAndValues));
        }
    }

    /** Says what is worth knowing and no failure, if it is time to. */
    public void info(Log log, String event, @Nullable Object... keysAndValues) {
        long unlogged = due();
        if (unlogged >= 0) {
            log.info(event, with(unlogged, keysAndValues));
        }
    }

    private static @Nullable Object[] with(long unlogged, @Nullable Object... keysAndValues) {
        @Nullable Object[] all = new Object[keysAndValues.length + 2];
        System.arraycopy(keysAndValues, 0, all, 0, keysAndValues.length);
        all[keysAndValues.length] = "unlogged";
        all[keysAndValues.length + 1] = unlogged;
        return all;
    }

    /** How many times were not told since the last; -1 when this one is not to be told either. */
    private synchronized long due() {
        long now = nanoTime.getAsLong();
        if (told && now - lastTold < interval.toNanos()) {
            untold++;
            return -1;
        }
        long unlogged = untold;
        told = true;
        lastTold = now;
        untold = 0;
        return unlogged;
    }
}
