package io.mpmoperator.server.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileCacheTest {

    private static final long SECOND = FileCache.VALIDITY.toNanos();

    @TempDir
    private Path directory;

    @Test
    void keepsNoMoreEntriesThanItsBound() throws Exception {
        FileCache cache = new FileCache(3, 1000);
        for (int i = 0; i < 100; i++) {
            cache.keep("/" + i, entry("x", i));
        }
        assertEquals(3, cache.size());
        assertEquals(3, cache.bytes());
        assertNull(cache.fresh("/96", 99));
        assertNotNull(cache.fresh("/97", 99));
    }

    @Test
    void keepsNoMoreBytesThanItsBound() throws Exception {
        FileCache cache = new FileCache(1000, 25);
        for (int i = 0; i < 100; i++) {
            cache.keep("/" + i, entry("0123456789", i));
        }
        assertEquals(2, cache.size());
        assertEquals(20, cache.bytes());
        cache.keep("/huge", entry("x".repeat(26), 100));
        assertNull(cache.fresh("/huge", 100));
        assertEquals(2, cache.size());
    }

    @Test
    void letsGoOfWhatNobodyHasAskedForLongest() throws Exception {
        FileCache cache = new FileCache(2, 1000);
        FileCache.Entry popular = entry("x", 0);
        cache.keep("/popular", popular);
        cache.keep("/rare", entry("y", 1));
        assertTrue(popular.revalidate(popular.resource().found(), 2));
        cache.keep("/new", entry("z", 3));
        assertNotNull(cache.fresh("/popular", 3));
        assertNull(cache.fresh("/rare", 3));
    }

    @Test
    void countsAReplacedEntryOnce() throws Exception {
        FileCache cache = new FileCache(10, 1000);
        cache.keep("/a", entry("123", 0));
        cache.keep("/a", entry("12345", 0));
        assertEquals(5, cache.bytes());
        cache.forget("/a");
        cache.forget("/a");
        assertEquals(0, cache.bytes());
        assertEquals(0, cache.size());
    }

    @Test
    void isFreshForASecondAtMostAfterTheLastLookAtTheDisk() throws Exception {
        FileCache cache = new FileCache(10, 1000);
        FileCache.Entry entry = entry("x", 0);
        cache.keep("/a", entry);
        assertNotNull(cache.fresh("/a", SECOND - 1));
        assertNull(cache.fresh("/a", SECOND));
        assertTrue(entry.revalidate(entry.resource().found(), SECOND));
        assertNotNull(cache.fresh("/a", SECOND + SECOND * 3 / 4));
        assertNull(cache.fresh("/a", 2 * SECOND));
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

    @Test
    void findsATargetWithItsQuery() throws Exception {
        FileCache cache = new FileCache(10, 1000);
        cache.keep("/a", entry("x", 0));
        assertNotNull(cache.fresh("/a?", 0));
        assertNotNull(cache.fresh("/a?b=c", 0));
        assertNull(cache.fresh("?/a", 0));
        assertEquals(1, cache.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a%20b", "/a?b", "/a#b", "/a b", "/\u00e4"})
    void keepsNothingThatATargetSpellsDifferently(String key) throws Exception {
        FileCache cache = new FileCache(10, 1000);
        cache.keep(key, entry("x", 0));
        assertEquals(0, cache.size());
    }

    @Test
    void keepsNoBytesOfALargeFile() throws Exception {
        FileCache cache = new FileCache(10, 1 << 20);
        cache.keep("/large", entry("x".repeat(Representation.SMALL + 1), 0));
        assertEquals(1, cache.size());
        assertEquals(0, cache.bytes());
        cache.keep("/small", entry("x".repeat(Representation.SMALL), 0));
        assertEquals(2, cache.size());
        assertEquals(Representation.SMALL, cache.bytes());
    }

    private FileCache.Entry entry(String content, long validatedAt) throws Exception {
        Path file = Files.writeString(directory.resolve("file"), content);
        StoredFile stored = StoredFile.at(file.toRealPath());
        Lookup.Found found = new Lookup.Found("file", Map.of(ContentCoding.IDENTITY, stored));
        return new FileCache.Entry(Resource.of(found, Instant.now()), List.of(), true, validatedAt);
    }
}
