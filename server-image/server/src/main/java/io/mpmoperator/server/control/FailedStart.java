package io.mpmoperator.server.control;

import io.mpmoperator.server.nativecalls.PosixException;
import java.time.Duration;

/**
 * That not one child could be started, since a while ago.
 *
 * @param last what the last attempt failed of
 * @param sinceNanos when the first one failed, by the clock of {@link System#nanoTime}
 */
record FailedStart(PosixException last, long sinceNanos) {

    /** What may pass, as a limit that others have used up, has so long to pass. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    /** It has failed again. */
    FailedStart again(PosixException failure) {
        return new FailedStart(failure, sinceNanos);
    }

    /** Whether a server that has never served is to give up. */
    boolean isHopeless(long nowNanos) {
        return last.isForGood() || nowNanos - sinceNanos >= PATIENCE.toNanos();
    }

    /**
     * Why it gives up, with what the whole server needs.
     *
     * @param processes that it may have at a time
     * @param tasks processes and threads that are planned for it
     */
    String reason(int processes, long tasks) {
        return "no child can be started: " + last.getMessage() + "; the server needs " + needed(processes)
                + " descriptors or more for its " + processes + " processes, and " + tasks + " tasks";
    }

    /** One for each child's control line, beside those that the control process has and copies for a child that it starts. */
    private static int needed(int processes) {
        return 64 + processes;
    }
}
