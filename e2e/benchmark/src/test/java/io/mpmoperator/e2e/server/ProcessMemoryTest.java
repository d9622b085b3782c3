package io.mpmoperator.e2e.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ProcessMemoryTest {

    @Test
    void addsPagesByWhoElseHasThem() {
        String rollup = """
                5581c0000000-7ffd4e5f5000 ---p 00000000 00:00 0                          [rollup]
                Rss:               12548 kB
                Pss:                5000 kB
                Pss_Dirty:          3000 kB
                Shared_Clean:       8000 kB
                Private_Clean:        96 kB
                Private_Dirty:      2404 kB
                Private_Hugetlb:    2048 kB
                """;
        assertEquals(
                new ProcessMemory(12548 * 1024, 5000 * 1024, 4548 * 1024, 2404 * 1024), ProcessMemory.parse(rollup));
    }

    @Test
    @Tag("process")
    void readsALivingProcessAndNothingOfOneThatEnded() throws Exception {
        ProcessMemory self = ProcessMemory.of(ProcessHandle.current().pid());
        assertTrue(self.written() > 1 << 20, self.toString());
        assertTrue(self.privately() >= self.written(), self.toString());
        assertTrue(self.resident() >= self.privately(), self.toString());
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        assertEquals(new ProcessMemory(0, 0, 0, 0), ProcessMemory.of(ended.pid()));
    }
}
