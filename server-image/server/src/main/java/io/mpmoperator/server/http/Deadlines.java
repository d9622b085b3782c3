package io.mpmoperator.server.http;

import io.mpmoperator.conf.HttpSettings;
import io.mpmoperator.conf.ReadTimeout;
import java.time.Duration;

/**
 * How long a client may take, as arithmetic over moments of {@link System#nanoTime}: Timeout, KeepAliveTimeout and
 * RequestReadTimeout.
 */
public final class Deadlines {

    private static final long FOR_EVER = Duration.ofDays(365).toNanos();
    private static final long SECOND = 1_000_000_000L;

    private final long timeout;
    private final long keepAlive;
    private final long keepAliveWhenStopping;
    private final Reading head;
    private final Reading body;

    /**
     * One half of RequestReadTimeout: a client's time grows with what it sends.
     *
     * @param initial nanoseconds that it has at first
     * @param minRate bytes a second that earn it one more; 0 where none do
     * @param most nanoseconds that it has at most
     */
    private record Reading(long initial, int minRate, long most) {

        long nanos(long received) {
            return Math.min(initial + earned(received), most);
        }

        private long earned(long received) {
            if (minRate == 0 || received == 0) {
                return 0;
            }
            long seconds = received / minRate;
            return seconds >= FOR_EVER / SECOND ? FOR_EVER : seconds * SECOND + received % minRate * SECOND / minRate;
        }
    }

    /** The deadlines of the settings. */
    Deadlines(HttpSettings settings) {
        ReadTimeout reading = settings.requestReadTimeout();
        Duration idle = settings.keepAliveTimeout();
        Duration hurried = HttpConnection.IDLE_WHEN_STOPPING;
        timeout = settings.timeout().toNanos();
        keepAlive = idle.toNanos();
        keepAliveWhenStopping = (idle.compareTo(hurried) > 0 ? hurried : idle).toNanos();
        head = new Reading(limit(reading.headerInitial()), reading.headerMinRate(), limit(reading.headerMax()));
        body = new Reading(limit(reading.bodyInitial()), reading.bodyMinRate(), FOR_EVER);
    }

    /** In RequestReadTimeout, 0 is no limit. */
    private static long limit(Duration written) {
        return written.isZero() ? FOR_EVER : written.toNanos();
    }

    /** When the head of a request must be complete that began at a moment and of which some bytes have arrived. */
    long head(long began, long received) {
        return began + head.nanos(received);
    }

    /** When the next bytes of a body must have arrived that began at a moment. */
    long body(long began, long received) {
        return began + body.nanos(received);
    }

    /** When a client that has been idle since a moment must have sent something (KeepAliveTimeout). */
    long keepAlive(long since) {
        return since + keepAlive;
    }

    /** The same while the process is ending. */
    long keepAliveWhenStopping(long since) {
        return since + keepAliveWhenStopping;
    }

    /** When a client must have taken or sent something after a moment (Timeout). */
    long timeout(long since) {
        return since + timeout;
    }
}
