package io.mpmoperator.server.management;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The reports that are in memory, never more than so many. Whoever waits for a place gets that of the one that has been on its
 * way longest, when that is longer than a client who reads would take.
 */
class Reports {

    /** A report on its way. */
    static final class Place {

        private final Runnable breakOff;
        private final long since;

        private Place(Runnable breakOff, long since) {
            this.breakOff = breakOff;
            this.since = since;
        }
    }

    private final int most;
    private final Duration tenure;
    private final LongSupplier nanoTime;
    private final Deque<Place> taken = new ArrayDeque<>();

    /**
     * Places for reports.
     *
     * @param tenure how long a report keeps its place when others wait
     */
    Reports(int most, Duration tenure, LongSupplier nanoTime) {
        this.most = most;
        this.tenure = tenure;
        this.nanoTime = nanoTime;
    }

    /**
     * Waits for a place.
     *
     * @param breakOff ends the report that gets it, when it takes too long
     */
    final Place take(Runnable breakOff) throws InterruptedException {
        Place late = null;
        Place mine;
        synchronized (this) {
            while (taken.size() >= most) {
                long left = taken.element().since + tenure.toNanos() - nanoTime.getAsLong();
                if (left <= 0) {
                    late = taken.remove();
                } else {
                    sleep(left);
                }
            }
            mine = new Place(breakOff, nanoTime.getAsLong());
            taken.add(mine);
        }
        if (late != null) {
            late.breakOff.run();
        }
        return mine;
    }

    /** Waits for a place to be given back, holding the monitor. */
    void sleep(long nanos) throws InterruptedException {
        TimeUnit.NANOSECONDS.timedWait(this, nanos);
    }

    /** Gives a place back. */
    final synchronized void giveBack(Place place) {
        taken.remove(place);
        notifyAll();
    }
}
