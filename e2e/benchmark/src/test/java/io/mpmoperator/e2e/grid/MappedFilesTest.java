package io.mpmoperator.e2e.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class MappedFilesTest {

    private static final String SMAPS = """
            800001000-800648000 rw-p 00001000 fe:00 1234                             /srv/lib/prefork.aot
            Rss:                6400 kB
            Shared_Clean:        100 kB
            Private_Clean:         8 kB
            Private_Dirty:      6292 kB
            800648000-800f53000 r--p 00648000 fe:00 1234                             /srv/lib/prefork.aot
            Shared_Clean:       9260 kB
            Private_Clean:         0 kB
            ff600000-ffa00000 rw-p 00000000 00:00 0\s
            Private_Clean:        12 kB
            Private_Dirty:      4000 kB
            7ffc-7ffd rw-p 00000000 00:00 0                                          [stack]
            Private_Clean:         4 kB
            """;

    @Test
    void countsTheCleanPagesOfFilesAlone() {
        assertEquals(Map.of("/srv/lib/prefork.aot", (100 + 8 + 9260) * 1024L), MappedFiles.files(SMAPS));
    }

    @Test
    @Tag("process")
    void readsALivingProcessAndNothingOfOneThatEnded() throws Exception {
        long self = ProcessHandle.current().pid();
        assertTrue(MappedFiles.bytesOnce(List.of(self)) > 1 << 20);
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        assertEquals(0, MappedFiles.bytesOnce(List.of(ended.pid())));
    }
}
