package io.mpmoperator.server.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.mpmoperator.server.control.FailedStart.Cause;
import io.mpmoperator.server.nativecalls.LinuxPosix;
import io.mpmoperator.server.nativecalls.Posix.Environment;
import io.mpmoperator.server.nativecalls.Posix.Reaped;
import io.mpmoperator.server.nativecalls.PosixException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("process")
class FailedStartTest {

    /** A number that no process here has open, beyond what it may have open. */
    private static final int BEYOND = 1 << 30;

    private final PosixException forGood = assertThrows(
            PosixException.class,
            () -> new LinuxPosix().spawn(List.of("/bin/true"), Environment.only(Map.of()), List.of(BEYOND)));

    @Test
    void namesTheLimitOfDescriptorsAndNoBadOne() {
        String said = String.valueOf(forGood.getMessage());
        assertTrue(said.startsWith("posix_spawn: RLIMIT_NOFILE (ulimit -n) is "), said);
        assertTrue(said.contains(", and " + (BEYOND + 2) + " descriptors are needed"), said);
    }

    @Test
    void isHopelessAtOnceWhereNothingPasses() {
        FailedStart first = FailedStart.after(null, Cause.notSpawned(forGood), 0);
        assertTrue(first.isHopeless(0));
        assertTrue(first.reason(16, 500).endsWith("80 descriptors or more for its 16 processes, and 500 tasks"));
    }

    @Test
    void isHopelessAfterAWhileWhereOthersMayHaveUsedALimitUp() {
        Cause full = Cause.notSpawned(new PosixException("posix_spawn", 11, "no more processes"));
        FailedStart failed = failed(full, FailedStart.TRIES_AT_LEAST, 100);
        long limit = FailedStart.PATIENCE.toNanos();
        assertFalse(failed.isHopeless(99 + limit));
        assertTrue(failed.isHopeless(100 + limit));
    }

    @Test
    void isHopelessAfterSomeTriesHoweverLongOneTakes() {
        Cause died = Cause.ended(exit(1), "", () -> "limit");
        long late = 10 * FailedStart.PATIENCE.toNanos();
        assertFalse(failed(died, FailedStart.TRIES_AT_LEAST - 1, 0).isHopeless(late));
        assertTrue(failed(died, FailedStart.TRIES_AT_LEAST, 0).isHopeless(late));
    }

    @Test
    void namesTheLimitOfTasksWhereAChildMayHaveFoundNoThreads() {
        String silent = reason(Cause.ended(exit(1), "", () -> "RLIMIT_NPROC is 17"));
        assertEquals(
                "no child can be started: the child ended with exit code 1 before it was ready; it may have found no threads:"
                        + " RLIMIT_NPROC is 17; the server needs 66 descriptors or more for its 2 processes, and 40 tasks",
                silent);
        String died =
                "thread main died of java.lang.OutOfMemoryError: unable to create native thread: possibly out of memory";
        assertTrue(reason(Cause.ended(exit(1), died, () -> "RLIMIT_NPROC is 17"))
                .startsWith("no child can be started: " + died + "; it may have found no threads: RLIMIT_NPROC is 17"));
    }

    @Test
    void namesNoLimitWhereTheChildHasSaidWhatIsWrong() {
        Cause said = Cause.ended(exit(1), "thread main died of a bad handler", () -> fail("the limit is not needed"));
        assertEquals("no child can be started: thread main died of a bad handler", reason(said));
        Cause memory = Cause.ended(exit(3), "", () -> fail("the limit is not needed"));
        assertTrue(reason(memory).contains("not enough memory"), reason(memory));
    }

    private static Reaped exit(int code) {
        return new Reaped(7, code, 0);
    }

    private static String reason(Cause cause) {
        return FailedStart.after(null, cause, 0).reason(2, 40);
    }

    private static FailedStart failed(Cause cause, int tries, long sinceNanos) {
        FailedStart failed = FailedStart.after(null, cause, sinceNanos);
        for (int i = 1; i < tries; i++) {
            failed = FailedStart.after(failed, cause, sinceNanos + i);
        }
        return failed;
    }
}
