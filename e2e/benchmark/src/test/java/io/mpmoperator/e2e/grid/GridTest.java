package io.mpmoperator.e2e.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import io.mpmoperator.e2e.local.Progress;
import io.mpmoperator.e2e.local.cgroup.MemoryCgroups;
import io.mpmoperator.e2e.local.cgroup.MemoryCgroups.Detected;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("process")
class GridTest {

    /** Memory alone is judged: how long a machine takes to answer says nothing about limits. */
    @Test
    void aPlanOfEachModeStaysWithinItsLimitAtFullLoadAndThroughRestarts() throws Exception {
        switch (MemoryCgroups.detect("grid-test-" + ProcessHandle.current().pid())) {
            case Detected.Unavailable(String reason) ->
                abort("left out: no memory cgroup can be made here (" + reason + ")");
            case Detected.Available(MemoryCgroups groups) -> {
                try (groups) {
                    Grid.run(GridPlans.quick(), List.of(), groups, new Progress(System.out), _ -> {})
                            .results()
                            .forEach(GridTest::assertWithinItsLimit);
                }
            }
        }
    }

    private static void assertWithinItsLimit(GridResult result) {
        assertEquals(0, result.oomKills(), () -> "OOM kills: " + result);
        assertEquals(0, result.outOfMemoryErrors(), () -> "OutOfMemoryErrors: " + result);
        result.strangers().ifPresent(beside -> {
            assertEquals(0, beside.failed(), () -> "beside strangers: " + result);
            assertTrue(beside.answered() > 0, () -> "beside strangers: " + result);
        });
        assertTrue(result.requests() > 100, () -> "hardly any load: " + result);
        assertTrue(Targets.fits(result), () -> "the limit is not what is needed: " + result);
    }
}
