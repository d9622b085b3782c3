package io.mpmoperator.e2e.local.node;

import java.time.Duration;

/**
 * How long a pod's process that ended waits for its restart: doubling while it keeps failing.
 *
 * <p>As a kubelet does it, with smaller numbers: somebody is sitting before this cluster.
 *
 * @param next the pause before the next restart
 */
record Backoff(Duration next) {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    /** A process that ran as long as that had not been failing. */
    private static final Duration HEALTHY = Duration.ofMinutes(2);

    static Backoff initial() {
        return new Backoff(FIRST);
    }

    /** The state after a process ended that had run for a while. */
    Backoff after(Duration run) {
        if (run.compareTo(HEALTHY) >= 0) {
            return initial();
        }
        Duration doubled = next.multipliedBy(2);
        return new Backoff(doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled);
    }
}
