package io.mpmoperator.server.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProcessMemoryTest {

    private static final String SMAPS = """
            ff800000-ffaa0000 rw-p 00000000 00:00 0\s
            Size:               2688 kB
            Shared_Clean:          0 kB
            Private_Clean:         0 kB
            Private_Dirty:      1400 kB
            VmFlags: rd wr mr mw me ac\s
            800000000-800a00000 rw-p 00001000 08:01 131 /opt/webserver/lib/threaded.aot
            Shared_Clean:        300 kB
            Shared_Dirty:          8 kB
            Private_Clean:        20 kB
            Private_Dirty:       100 kB
            555500000000-555500100000 rw-p 00000000 00:00 0                          [heap]
            Private_Dirty:       700 kB
            7f0000000000-7f0000100000 r-xp 00000000 08:01 77                         /usr/lib/jvm/lib/server/libjvm.so
            Shared_Clean:       5000 kB
            Private_Clean:         4 kB
            Private_Dirty:         0 kB
            7f0000200000-7f0000300000 r--p 00100000 08:01 77                         /usr/lib/jvm/lib/server/libjvm.so
            Shared_Clean:        996 kB
            7f0000400000-7f0000401000 rw-s 00000000 00:01 9                          /memfd:scoreboard (deleted)
            Shared_Dirty:          4 kB
            """;

    @Test
    void tellsTheHeapFromTheRestAndFilesFromBoth() {
        ProcessMemory memory = ProcessMemory.parse(SMAPS);

        assertEquals(1400 << 10, memory.heapBytes());
        assertEquals(800 << 10, memory.otherBytes());
        assertEquals(
                Map.of("/opt/webserver/lib/threaded.aot", 320L << 10, "/usr/lib/jvm/lib/server/libjvm.so", 6000L << 10),
                memory.fileBytes());
    }

    @Test
    void readsAProcessOfThisMachine() throws IOException {
        ProcessMemory own = ProcessMemory.of(ProcessHandle.current().pid());

        assertEquals(true, own.otherBytes() > 1 << 20, own.toString());
    }
}
