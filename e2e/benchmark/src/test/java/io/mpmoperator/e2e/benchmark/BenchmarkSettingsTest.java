package io.mpmoperator.e2e.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.e2e.benchmark.BenchmarkSettings.Section;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BenchmarkSettingsTest {

    @Test
    void readsSectionsByTheirWords() throws BenchmarkException {
        assertEquals(EnumSet.of(Section.KEEP_ALIVE, Section.START), BenchmarkSettings.sections("start, keep-alive"));
    }

    @Test
    void refusesASectionThatIsNoneAndNamesThem() {
        BenchmarkException refusal =
                assertThrows(BenchmarkException.class, () -> BenchmarkSettings.sections("idle,fast"));
        assertEquals(
                "-Dbenchmark.only=idle,fast: 'fast' is none of"
                        + " varied, mixed, latency, cold, logged, tls, site, memory, calls, keep-alive, connections, large-file, idle, start",
                refusal.getMessage());
    }

    @Test
    void measuresEverythingUnlessAskedForLess() {
        assertEquals(EnumSet.allOf(Section.class), BenchmarkSettings.full().sections());
        assertEquals(EnumSet.allOf(Section.class), BenchmarkSettings.quick().sections());
        assertTrue(BenchmarkSettings.quick().asksFor(Section.IDLE, Section.MEMORY));
    }

    @Test
    void namesThePackagesWhoseProgramIsMissing() {
        assertEquals(
                List.of("wrk"),
                Prerequisites.missing(Map.of("sh", Path.of("/bin/sh"), "wrk", Path.of("/nowhere/bin/wrk"))));
    }
}
