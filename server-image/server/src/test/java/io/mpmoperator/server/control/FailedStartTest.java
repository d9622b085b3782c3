package io.mpmoperator.server.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.server.nativecalls.LinuxPosix;
import io.mpmoperator.server.nativecalls.Posix.Environment;
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
        assertTrue(new FailedStart(forGood, 0).isHopeless(0));
        assertTrue(new FailedStart(forGood, 0)
                .reason(16, 500)
                .endsWith("80 descriptors or more for its 16 processes, and 500 tasks"));
    }

    @Test
    void isHopelessAfterAWhileWhereOthersMayHaveUsedALimitUp() {
        PosixException full = new PosixException("posix_spawn", 11, "no more processes");
        long limit = FailedStart.PATIENCE.toNanos();
        assertFalse(new FailedStart(full, 100).isHopeless(99 + limit));
        assertTrue(new FailedStart(full, 100).isHopeless(100 + limit));
        assertEquals(100, new FailedStart(full, 100).again(full).sinceNanos());
    }
}
