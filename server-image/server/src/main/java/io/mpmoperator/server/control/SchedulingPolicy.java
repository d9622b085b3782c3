package io.mpmoperator.server.control;

import io.mpmoperator.server.nativecalls.Posix.Scheduling;
import java.time.Duration;

/**
 * How hard clients press the children, and how these are to be scheduled for that. As long as the processors keep up, an
 * answer is quickest when the child that was woken may interrupt who runs. When there is no end of requests, that costs more
 * than it gives: clients get further before each response interrupts them, and a child that waits for its turn finds more to
 * do.
 *
 * <p>Measured on two cores, a prefork pool of 64, the usual policy and as a batch:
 *
 * <pre>
 * 2 000 requests/s, 90th percentile           0.21 ms    1.05 ms
 * 8 000 requests/s, median                    0.08 ms    0.41 ms
 * all that come, keep-alive connections     41 000/s   43 300/s
 * all that come, a connection for each       9 200/s   14 200/s
 * </pre>
 *
 * @param served requests and connections since the start: a connection costs about what a request does
 * @param atNanos when that was so, by System.nanoTime
 * @param scheduling what it calls for
 */
record SchedulingPolicy(long served, long atNanos, Scheduling scheduling) {

    /** Requests and connections a second and processor from which on children run as a batch. */
    static final double HIGH = 4500;

    /** Below which they are scheduled as usual again. */
    static final double LOW = 3000;

    /** Nothing was served. */
    static SchedulingPolicy atStart(long nowNanos) {
        return new SchedulingPolicy(0, nowNanos, Scheduling.USUAL);
    }

    /** What it is when so much has been served by now. */
    SchedulingPolicy now(long servedByNow, long nowNanos, int processors) {
        double seconds = (double) (nowNanos - atNanos) / Duration.ofSeconds(1).toNanos();
        double rate = (servedByNow - served) / Math.max(seconds, Double.MIN_NORMAL) / processors;
        boolean batch = rate >= (scheduling == Scheduling.BATCH ? LOW : HIGH);
        return new SchedulingPolicy(servedByNow, nowNanos, batch ? Scheduling.BATCH : Scheduling.USUAL);
    }
}
