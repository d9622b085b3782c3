package io.mpmoperator.server.http;

import io.mpmoperator.conf.ReadTimeout;
import java.time.Duration;

/** RequestReadTimeout as arithmetic: a client's time grows with what it sends. All moments are of System.nanoTime. */
final class ReadDeadlines {

    private static final long FOR_EVER = Duration.ofDays(365).toNanos();

    private ReadDeadlines() {}

    /** When a request head must be complete that began at a moment and of which some bytes have arrived. */
    static long head(ReadTimeout timeout, long began, long received) {
        long allowed = grown(timeout.headerInitial(), received, timeout.headerMinRate());
        long most =
                timeout.headerMax().isZero() ? FOR_EVER : timeout.headerMax().toNanos();
        return began + Math.min(allowed, most);
    }

    /** When the next bytes of a body must have arrived. */
    static long body(ReadTimeout timeout, long began, long received) {
        return began + grown(timeout.bodyInitial(), received, timeout.bodyMinRate());
    }

    private static long grown(Duration initial, long received, int minRate) {
        if (initial.isZero()) {
            return FOR_EVER;
        }
        return minRate == 0
                ? initial.toNanos()
                : initial.plusMillis(received * 1000 / minRate).toNanos();
    }
}
