package io.mpmoperator.server.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.conf.ListenAddress;
import io.mpmoperator.conf.LogSettings;
import io.mpmoperator.server.control.FailedStart.Cause;
import io.mpmoperator.server.log.Log;
import io.mpmoperator.server.log.StandardStreams;
import io.mpmoperator.server.nativecalls.LinuxPosix;
import io.mpmoperator.server.nativecalls.Posix;
import io.mpmoperator.server.nativecalls.Posix.Reaped;
import io.mpmoperator.server.scoreboard.Scoreboard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildPoolTest {

    private static final Cause CAUSE = new Cause("it died", false, false);
    private static final Reaped BY_ITSELF = new Reaped(7, 1, 0);
    private static final Reaped BY_A_SIGNAL = new Reaped(7, 0, Posix.SIGKILL);

    private final Child child = new Child(0, 7, 0, List.of(new ListenAddress("127.0.0.1", 0)), -1, 0);
    private ChildPool pool;

    @BeforeEach
    void makeAPool(@TempDir Path folder) throws IOException {
        Log log = Log.to(folder.resolve("log").toString(), LogSettings.LogLevel.INFO, StandardStreams.OWN);
        Path memory = Files.write(folder.resolve("scoreboard"), new byte[(int) Scoreboard.bytes(1, 1)]);
        pool = new ChildPool(new LinuxPosix(), log, new Counters(), Scoreboard.create(memory, 1, 1));
    }

    @Test
    void childrenThatEndByThemselvesBeforeTheyAreReadyFailTheStartOneAfterTheOther() {
        pool.failedAtStart(child, BY_ITSELF, CAUSE);
        long since = pool.failedStart().orElseThrow().sinceNanos();
        pool.failedAtStart(child, BY_ITSELF, CAUSE);

        assertEquals(new FailedStart(CAUSE, 2, since), pool.failedStart().orElseThrow());
    }

    @Test
    void whatASignalEndsIsOnlyPutOff() {
        for (int i = 0; i < FailedStart.TRIES_AT_LEAST; i++) {
            pool.failedAtStart(child, BY_A_SIGNAL, CAUSE);
        }
        assertEquals(Optional.empty(), pool.failedStart());
        assertTrue(pool.isFailing());
    }
}
