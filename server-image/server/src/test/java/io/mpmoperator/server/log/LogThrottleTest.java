package io.mpmoperator.server.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.conf.LogSettings.LogLevel;
import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogThrottleTest {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final Log log = new Log(written, LogLevel.INFO, Clock.systemUTC());
    private long now = -5;
    private final LogThrottle throttle = new LogThrottle(Duration.ofSeconds(1), () -> now);

    private List<String> lines() {
        return written.toString(UTF_8).lines().toList();
    }

    @Test
    void tellsTheFirstTimeAtOnceAndThoseBetweenByTheirNumber() {
        for (int i = 0; i < 10; i++) {
            throttle.error(log, "trouble", "reason", "none");
        }
        assertEquals(1, lines().size());
        assertTrue(lines().getFirst()
                .endsWith(
                        "level=error pid=" + ProcessHandle.current().pid() + " event=trouble reason=none unlogged=0"));

        now += Duration.ofSeconds(1).toNanos();
        throttle.error(log, "trouble", "reason", "again");

        assertEquals(2, lines().size());
        assertTrue(lines().getLast().endsWith(" reason=again unlogged=9"), lines().getLast());
    }

    @Test
    void tellsEachTimeWhatComesSeldom() {
        for (int i = 0; i < 3; i++) {
            throttle.info(log, "trouble");
            now += Duration.ofSeconds(2).toNanos();
        }
        assertEquals(3, lines().size());
        assertTrue(lines().stream().allMatch(line -> line.endsWith(" unlogged=0")));
    }
}
