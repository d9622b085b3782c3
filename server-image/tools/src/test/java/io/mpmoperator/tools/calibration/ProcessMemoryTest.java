package io.mpmoperator.tools.calibration;

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
            Private_Dirty:      1000 kB
            VmFlags: rd wr mr mw me ac\s
            ffaa0000-ffe00000 ---p 00000000 00:00 0\s
            Private_Dirty:         0 kB
            ffe00000-fff00000 rw-p 00000000 00:00 0\s
            Private_Dirty:       400 kB
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

    private static final String OF_EXECUTABLE = """
            00400000-00500000 r-xp 00000000 08:01 90                                 /opt/webserver/bin/webserver
            Shared_Clean:        900 kB
            00500000-00600000 rw-p 00100000 08:01 90                                 /opt/webserver/bin/webserver
            Private_Dirty:        16 kB
            00600000-00601000 rw-p 00000000 00:00 0\s
            Private_Dirty:         4 kB
            7f474c2b6000-7f474c300000 rw-p 00000000 00:00 0\s
            Private_Dirty:         8 kB
            7f474c300000-7f474c380000 ---p 00000000 00:00 0\s
            7f474c380000-7f474c8cf000 r--p 00100000 08:01 90                         /opt/webserver/bin/webserver
            Shared_Clean:       1000 kB
            7f474c8cf000-7f474c9ba000 rw-p 00000000 00:00 0\s
            Private_Dirty:       700 kB
            7f474c9ba000-7f474d430000 rw-p 00200000 08:01 90                         /opt/webserver/bin/webserver
            Private_Dirty:       600 kB
            7f474d430000-7f474d480000 ---p 00000000 00:00 0\s
            7f474d480000-7f474d700000 rw-p 00000000 00:00 0\s
            Private_Dirty:      2560 kB
            7f474d700000-7f4f4c300000 ---p 00000000 00:00 0\s
            7f4f4c301000-7f4f4c302000 rw-p 00000000 00:00 0\s
            Private_Dirty:         4 kB
            """;

    /** The objects that were made at build time are not what the heap was given room for: they are there in any case. */
    @Test
    void tellsTheHeapOfAnExecutableFromWhatItWasBuiltWith() {
        ProcessMemory memory = ProcessMemory.parse(OF_EXECUTABLE);

        assertEquals(2560 << 10, memory.heapBytes());
        assertEquals((16 + 4 + 8 + 700 + 600 + 4) << 10, memory.otherBytes());
    }

    /** Where the image ends at a multiple of a heap's pieces, the first of them follows at once. */
    @Test
    void countsTheHeapOfAnExecutableFromTheEndOfTheImage() {
        ProcessMemory memory = ProcessMemory.parse(OF_EXECUTABLE.replaceFirst(
                "(7f474d430000-7f474d480000 )---p(.*\n)", "$1rw-p$2Private_Dirty: 320 kB\n"));

        assertEquals((2560 + 320) << 10, memory.heapBytes());
        assertEquals((16 + 4 + 8 + 700 + 600 + 4) << 10, memory.otherBytes());
    }

    @Test
    void readsAProcessOfThisMachine() throws IOException {
        ProcessMemory own = ProcessMemory.of(ProcessHandle.current().pid());

        assertEquals(true, own.otherBytes() > 1 << 20, own.toString());
    }
}
