package io.mpmoperator.tools.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VariedTrafficTest {

    /** Those of the server: 1024 files of at most 8192 bytes, 2 MiB of them. */
    @Test
    void hasSmallFilesEnoughToFillACacheInBothWaysAndSomeThatAreLarge(@TempDir Path folder) throws IOException {
        List<String> targets = VariedTraffic.site(folder);

        assertEquals(targets.size(), new HashSet<>(targets).size());
        long small = 0;
        long bytes = 0;
        for (String target : targets) {
            long size = Files.size(folder.resolve(target.substring(1)));
            small += size <= 8192 ? 1 : 0;
            bytes += size <= 8192 ? size : 0;
        }
        assertTrue(small > 1024, small + " small files");
        assertTrue(bytes > 2 << 20, bytes + " bytes of small files");
        assertTrue(small < targets.size(), "no large file");
    }

    @Test
    void neverAsksTwiceByTheSameHead() {
        Random random = new Random(1);

        String head = VariedTraffic.head("/a", random);

        assertTrue(head.startsWith("GET /a HTTP/1.1\r\nHost: localhost\r\n"), head);
        assertEquals(head.length() - 4, head.indexOf("\r\n\r\n"));
        assertNotEquals(head, VariedTraffic.head("/a", random));
    }
}
