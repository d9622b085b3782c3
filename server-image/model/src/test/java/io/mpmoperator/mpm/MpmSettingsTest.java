package io.mpmoperator.mpm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MpmSettingsTest {

    @Test
    void cannotBeBuiltWithMoreProcessesThanServerLimit() {
        var refused =
                assertThrows(IllegalArgumentException.class, () -> new Prefork(1, 1, 2, 4, 5, 0, 511, Duration.ZERO));
        assertEquals("ServerLimit 4 is outside 5 to 200000", refused.getMessage());
    }

    @Test
    void cannotBeBuiltWithWorkersThatFillNoProcess() {
        var refused = assertThrows(
                IllegalArgumentException.class, () -> new Worker(1, 1, 26, 16, 64, 25, 30, 0, 511, Duration.ZERO));
        assertEquals("MaxRequestWorkers 30 is no multiple of ThreadsPerChild 25", refused.getMessage());
    }

    @Test
    void cannotBeBuiltWithoutAFactorAboveZero() {
        var refused = assertThrows(
                IllegalArgumentException.class,
                () -> new Event(1, 1, 26, 16, 64, 25, 25, BigDecimal.ZERO, 0, 511, Duration.ZERO));
        assertEquals("AsyncRequestWorkerFactor 0 is not above 0", refused.getMessage());
    }

    @Test
    void countsConnectionsWithoutOverflow() {
        var factor = BigDecimal.valueOf(MpmDirective.LARGEST_NUMBER);
        var settings = new Event(1, 1, 20_001, 20_000, 20_000, 20_000, 400_000_000, factor, 0, 511, Duration.ZERO);
        assertEquals(Integer.MAX_VALUE, settings.connections());
    }

    @Test
    void countsProcessesAsWorkersUnderPreforkAndThreadsElsewhere() {
        var prefork = new Prefork(1, 2, 3, 4, 4, 0, 511, Duration.ZERO);
        var worker = new Worker(1, 5, 40, 16, 64, 25, 25, 0, 511, Duration.ZERO);
        var event = new Event(1, 6, 41, 16, 65, 25, 25, BigDecimal.TWO, 0, 511, Duration.ZERO);
        assertEquals(
                List.of(2, 5, 6),
                Stream.of(prefork, worker, event).map(MpmSettings::minSpare).toList());
        assertEquals(
                List.of(3, 40, 41),
                Stream.of(prefork, worker, event).map(MpmSettings::maxSpare).toList());
        assertEquals(
                List.of(1, 64, 65),
                Stream.of(prefork, worker, event).map(MpmSettings::threadLimit).toList());
    }

    @Test
    void takesTwoWritingsOfANumberForTheSame() {
        MpmDirectives event = MpmDirectives.of(Mode.EVENT);
        assertEquals(
                event.with(MpmDirective.ASYNC_REQUEST_WORKER_FACTOR, 20),
                event.with(MpmDirective.ASYNC_REQUEST_WORKER_FACTOR, new BigDecimal("20.00")));
    }

    @Test
    void namesTheModesThatAreAccepted() {
        assertEquals(Mode.PREFORK, Mode.of("Prefork"));
        var refused = assertThrows(IllegalArgumentException.class, () -> Mode.of("itk"));
        assertEquals("'itk' is no multi-processing module: accepted are prefork, worker, event", refused.getMessage());
    }
}
