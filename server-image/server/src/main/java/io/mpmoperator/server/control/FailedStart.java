package io.mpmoperator.server.control;

import io.mpmoperator.server.nativecalls.Posix;
import io.mpmoperator.server.nativecalls.PosixException;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * That children of a server that has never served cannot be started or end before they are ready, since a while ago.
 *
 * @param last why the last one failed
 * @param tries how many have failed
 * @param sinceNanos when the first one failed, by the clock of {@link System#nanoTime}
 */
record FailedStart(Cause last, int tries, long sinceNanos) {

    /** What may pass, as a limit that others have used up, has so long to pass. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    /** So many must have failed: on a slow machine one try may take as long as the patience lasts. */
    static final int TRIES_AT_LEAST = 4;

    /** The exit code of a JVM that cannot start, and of a child whose thread has died. */
    private static final int FAILED = 1;

    /**
     * Why a child has failed.
     *
     * @param reason a clause for a person
     * @param forGood whether another try must fail too
     * @param limit whether a limit of the system is the cause, or may be
     */
    record Cause(String reason, boolean forGood, boolean limit) {

        /** It could not be spawned. */
        static Cause notSpawned(PosixException failure) {
            return new Cause(String.valueOf(failure.getMessage()), failure.isForGood(), true);
        }

        /**
         * It has ended before it was ready. A JVM that finds no threads to start with says so on standard error alone: the limit
         * is told where it may be the cause.
         *
         * @param said what the child has said about it; empty when it has said nothing
         * @param limitOfTasks how many processes and threads there may be
         */
        static Cause ended(Posix.Reaped how, String said, Supplier<String> limitOfTasks) {
            String reason = Change.reason(how, said);
            boolean withoutThreads = how.signal() == 0
                    && how.exitCode() == FAILED
                    && (said.isEmpty() || said.contains("unable to create native thread"));
            return withoutThreads
                    ? new Cause(reason + "; it may have found no threads: " + limitOfTasks.get(), false, true)
                    : new Cause(reason, false, false);
        }
    }

    /**
     * Loads what a failed start takes, while there are descriptors to read it with: where a child cannot be started for want of
     * them, no jar can be opened either.
     */
    static void load() {
        after(null, new Cause("", false, false), 0);
    }

    /** Another child has failed. */
    static FailedStart after(@Nullable FailedStart before, Cause cause, long nowNanos) {
        return before == null
                ? new FailedStart(cause, 1, nowNanos)
                : new FailedStart(cause, before.tries + 1, before.sinceNanos);
    }

    /** Whether a server that has never served is to give up. */
    boolean isHopeless(long nowNanos) {
        return last.forGood() || (tries >= TRIES_AT_LEAST && nowNanos - sinceNanos >= PATIENCE.toNanos());
    }

    /**
     * Why it gives up, with what the whole server needs where that may be more than there is.
     *
     * @param processes that it may have at a time
     * @param tasks processes and threads that are planned for it
     */
    String reason(int processes, long tasks) {
        String needs = "; the server needs " + needed(processes) + " descriptors or more for its " + processes
                + " processes, and " + tasks + " tasks";
        return "no child can be started: " + last.reason() + (last.limit() ? needs : "");
    }

    /** One for each child's control line, beside those that the control process has and copies for a child that it starts. */
    private static int needed(int processes) {
        return 64 + processes;
    }
}
