package io.mpmoperator.server.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.server.http.PathBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileCacheTest {

    private static final long SECOND = FileCache.VALIDITY.toNanos();

    /** Bytes of a file that is kept in memory. */
    private static final int LARGEST = 100;

    @TempDir
    private Path directory;

    @Test
    void keepsNoMoreEntriesThanItsBound() throws Exception {
        FileCache cache = cache(3, 1000);
        for (int i = 0; i < 100; i++) {
            cache.keep("/" + i, entry("x", i));
        }
        assertEquals(3, cache.size());
        assertEquals(3, cache.bytes());
        assertNull(cache.fresh(path("/96"), 99));
        assertNotNull(cache.fresh(path("/97"), 99));
    }

    @Test
    void keepsNoMoreBytesThanItsBound() throws Exception {
        FileCache cache = cache(1000, 25);
        for (int i = 0; i < 100; i++) {
            cache.keep("/" + i, entry("0123456789", i));
        }
        assertEquals(2, cache.size());
        assertEquals(20, cache.bytes());
        cache.keep("/huge", entry("x".repeat(26), 100));
        assertNull(cache.fresh(path("/huge"), 100));
        assertEquals(2, cache.size());
    }

    @Test
    void letsGoOfWhatNobodyHasAskedForLongest() throws Exception {
        FileCache cache = cache(2, 1000);
        FileCache.Entry popular = entry("x", 0);
        cache.keep("/popular", popular);
        cache.keep("/rare", entry("y", 1));
        assertTrue(popular.revalidate(popular.resource().found(), 2));
        cache.keep("/new", entry("z", 3));
        assertNotNull(cache.fresh(path("/popular"), 3));
        assertNull(cache.fresh(path("/rare"), 3));
    }

    @Test
    void countsAReplacedEntryOnce() throws Exception {
        FileCache cache = cache(10, 1000);
        cache.keep("/a", entry("123", 0));
        cache.keep("/a", entry("12345", 0));
        assertEquals(5, cache.bytes());
        cache.forget(path("/a"));
        cache.forget(path("/a"));
        assertEquals(0, cache.bytes());
        assertEquals(0, cache.size());
    }

    @Test
    void isFreshForASecondAtMostAfterTheLastLookAtTheDisk() throws Exception {
        FileCache cache = cache(10, 1000);
        FileCache.Entry entry = entry("x", 0);
        cache.keep("/a", entry);
        assertNotNull(cache.fresh(path("/a"), SECOND - 1));
        assertNull(cache.fresh(path("/a"), SECOND));
        assertTrue(entry.revalidate(entry.resource().found(), SECOND));
        assertNotNull(cache.fresh(path("/a"), SECOND + SECOND * 3 / 4));
        assertNull(cache.fresh(path("/a"), 2 * SECOND));
    }

    @Test
    void isLookedForAtDifferentTimesByThoseThatHaveFoundItAtTheSame() throws Exception {
        Set<Long> moments = new HashSet<>();
        for (int i = 0; i < 64; i++) {
            long found = SECOND + i * 100_000L;
            moments.add((entry("x", found).freshUntil() - found) / 1_000_000);
        }
        assertTrue(moments.size() > 48, moments::toString);
        assertTrue(moments.stream().allMatch(millis -> millis >= 750 && millis <= 1000), moments::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a%20b", "/a?b", "/a#b", "/a b", "/\u00e4"})
    void keepsNothingThatATargetSpellsDifferently(String key) throws Exception {
        FileCache cache = cache(10, 1000);
        cache.keep(key, entry("x", 0));
        assertEquals(0, cache.size());
    }

    @Test
    void keepsNoBytesOfALargeFileButTheFileOpen() throws Exception {
        FileCache cache = cache(10, 1 << 20);
        cache.keep("/large", entry("x".repeat(LARGEST + 1), 0));
        assertEquals(1, cache.size());
        assertEquals(0, cache.bytes());
        assertEquals(1, cache.openFiles());
        assertEquals(1, descriptors());
        cache.keep("/small", entry("x".repeat(LARGEST), 0));
        assertEquals(2, cache.size());
        assertEquals(LARGEST, cache.bytes());
        assertEquals(1, cache.openFiles());
        assertEquals(1, descriptors());
    }

    @Test
    void keepsNoMoreFilesOpenThanItsBoundAndClosesWhatItLetsGoOf() throws Exception {
        FileCache cache = new FileCache(new CacheLimits(1000, 1000, LARGEST, 3, 0));
        for (int i = 0; i < 50; i++) {
            cache.keep("/" + i, largeEntry(i));
            assertTrue(cache.openFiles() <= 3);
            assertEquals(cache.openFiles(), descriptors());
        }
        assertEquals(3, cache.size());
        assertNull(cache.fresh(path("/46"), 49));
        assertNotNull(cache.fresh(path("/47"), 49));
        cache.keep("/small", entry("x", 50));
        assertEquals(4, cache.size(), "small files take no descriptor");
    }

    @Test
    void closesTheFilesOfWhatIsReplacedForgottenOrNeverKept() throws Exception {
        FileCache cache = new FileCache(new CacheLimits(10, 1000, LARGEST, 3, 0));
        cache.keep("/a", largeEntry(0));
        cache.keep("/a", largeEntry(1));
        assertEquals(1, descriptors());
        cache.forget(path("/a"));
        cache.forget(path("/a"));
        assertEquals(0, descriptors());
        assertEquals(0, cache.openFiles());
        cache.keep("/a b", largeEntry(2));
        assertEquals(0, descriptors());

        FileCache none = new FileCache(new CacheLimits(10, 1000, LARGEST, 0, 0));
        none.keep("/a", largeEntry(3));
        assertEquals(0, none.size());
        assertEquals(0, descriptors());
    }

    /** Threads that keep, find and forget the same few paths: nothing is counted twice, and nothing stays open. */
    @Test
    void keepsItsBoundsWhoeverUsesItMeanwhile() throws Exception {
        FileCache cache = new FileCache(new CacheLimits(4, 1000, LARGEST, 2, 0));
        Path large = Files.writeString(directory.resolve("file"), "x".repeat(LARGEST + 1));
        List<Callable<Object>> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            int seed = t;
            threads.add(() -> {
                Random random = new Random(seed);
                for (int i = 0; i < 500; i++) {
                    String key = "/" + random.nextInt(6);
                    if (random.nextInt(4) == 0) {
                        cache.forget(path(key));
                    } else if (cache.fresh(path(key), i) == null) {
                        cache.keep(key, entry(large, i));
                    }
                }
                return seed;
            });
        }
        try (ExecutorService pool = Executors.newFixedThreadPool(threads.size())) {
            for (Future<Object> done : pool.invokeAll(threads)) {
                done.get();
            }
        }
        assertTrue(cache.size() <= 2, "two files are open at most");
        assertEquals(cache.size(), cache.openFiles());
        assertEquals(cache.openFiles(), descriptors());
        for (int i = 0; i < 6; i++) {
            cache.forget(path("/" + i));
        }
        assertEquals(0, cache.openFiles());
        assertEquals(0, descriptors());
    }

    private static FileCache cache(int entries, long bytes) {
        return new FileCache(new CacheLimits(entries, bytes, LARGEST, 100, 0));
    }

    private static PathBytes path(String text) {
        return PathBytes.of(text);
    }

    /** How often this process has the file of the entries open. */
    private long descriptors() throws IOException {
        return Site.descriptors(directory.resolve("file"));
    }

    private FileCache.Entry largeEntry(long validatedAt) throws Exception {
        return entry("x".repeat(LARGEST + 1), validatedAt);
    }

    private FileCache.Entry entry(String content, long validatedAt) throws Exception {
        return entry(Files.writeString(directory.resolve("file"), content), validatedAt);
    }

    private static FileCache.Entry entry(Path file, long validatedAt) throws Exception {
        StoredFile stored = StoredFile.at(file.toRealPath());
        Lookup.Found found = new Lookup.Found("file", Map.of(ContentCoding.IDENTITY, stored));
        Resource resource = Resource.of(found, Instant.now(), LARGEST);
        return new FileCache.Entry(resource, null, true, validatedAt);
    }
}
