package io.mpmoperator.e2e.benchmark.traffic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.e2e.benchmark.traffic.VariedSite.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VariedSiteTest {

    @Test
    void hasFilesOfAMeanOfEightKilobytesMostOfThemSmaller() {
        VariedSite site = VariedSite.drawn(VariedSite.USUAL_FILES, VariedSite.USUAL_MEAN_BYTES);

        assertEquals(300, new HashSet<>(site.paths()).size());
        double mean = site.files().stream().mapToInt(File::bytes).average().orElseThrow();
        assertEquals(8 << 10, mean, 1 << 10);
        long smaller = site.files().stream().filter(file -> file.bytes() < mean).count();
        assertTrue(smaller > 180, () -> smaller + " of 300 are smaller than the mean");
        assertTrue(site.files().stream().anyMatch(file -> file.bytes() > 32 << 10), "none is large");
    }

    @Test
    void isWrittenTheSameAtEveryRunAndAsLargeAsItSays(@TempDir Path one, @TempDir Path other) throws IOException {
        VariedSite site = VariedSite.writtenTo(one, 20, 2000);
        assertEquals(site, VariedSite.writtenTo(other, 20, 2000));

        for (File file : site.files()) {
            Path place = one.resolve(file.path().substring(1));
            assertEquals(file.bytes(), Files.size(place));
            assertEquals(VariedSite.MODIFIED, Files.getLastModifiedTime(place).toInstant());
            assertArrayEquals(
                    Files.readAllBytes(place),
                    Files.readAllBytes(other.resolve(file.path().substring(1))));
        }
    }
}
