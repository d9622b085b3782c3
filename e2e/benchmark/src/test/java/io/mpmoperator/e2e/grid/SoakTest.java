package io.mpmoperator.e2e.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import io.mpmoperator.e2e.local.cgroup.MemoryCgroups;
import io.mpmoperator.e2e.local.cgroup.MemoryCgroups.Detected;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("process")
class SoakTest {

    private static final Duration SHORT = Duration.ofSeconds(4);

    /** How much of the limit is used shows only after minutes: here it has to hold. */
    @Test
    void aStaticSiteAnswersEveryVariedRequestWithinItsLimitAndThroughARestart(@TempDir Path work) throws Exception {
        switch (MemoryCgroups.detect("soak-test-" + ProcessHandle.current().pid())) {
            case Detected.Unavailable(String reason) ->
                abort("left out: no memory cgroup can be made here (" + reason + ")");
            case Detected.Available(MemoryCgroups groups) -> {
                try (groups) {
                    SoakResult result = new SoakRun(groups, work).of(GridPlan.event(1, 25), SHORT);
                    assertEquals(0, result.oomKills(), () -> "OOM kills: " + result);
                    assertEquals(0, result.outOfMemoryErrors(), () -> "OutOfMemoryErrors: " + result);
                    assertEquals(0, result.failedRequests(), () -> "failed: " + result);
                    assertTrue(result.requests() > 100, () -> "hardly any load: " + result);
                    assertTrue(result.peakOfLimit() <= SoakResult.MOST, () -> "above the limit: " + result);
                }
            }
        }
    }
}
