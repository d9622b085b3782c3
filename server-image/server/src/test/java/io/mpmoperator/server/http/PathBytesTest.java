package io.mpmoperator.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PathBytesTest {

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static PathBytes view(String buffer, int begin, int end) {
        PathBytes path = new PathBytes();
        path.view(bytes(buffer), begin, end);
        return path;
    }

    @Test
    void isFoundWhereverItsBytesLie() {
        Map<PathBytes, String> map = new HashMap<>();
        map.put(PathBytes.of("/a/b.html"), "found");
        assertEquals("found", map.get(view("GET /a/b.html?q HTTP/1.1", 4, 13)));
        assertEquals("found", map.get(view("/a/b.html", 0, 9)));
        assertFalse(map.containsKey(view("GET /a/b.html?q HTTP/1.1", 4, 14)));
        assertFalse(map.containsKey(view("GET /a/b.html?q HTTP/1.1", 4, 12)));
        assertFalse(map.containsKey(new PathBytes()));
        assertNotEquals(view("/a", 0, 2), (Object) "/a");
    }

    /** As a buffer does that the next request is received into. */
    @Test
    void staysWhatItWasOnceItIsCopied() {
        byte[] buffer = bytes("GET /one HTTP/1.1");
        PathBytes path = new PathBytes();
        path.view(buffer, 4, 8);
        PathBytes kept = path.copy();
        System.arraycopy(bytes("/two"), 0, buffer, 4, 4);
        path.view(buffer, 4, 8);
        assertEquals("/one", kept.toString());
        assertEquals(PathBytes.of("/one"), kept);
        assertEquals("/two", path.toString());
        assertNotEquals(kept, path);
    }

    @Test
    void tellsHowItBeginsAndWhatItHasWhere() {
        PathBytes path = view("xx/api/v2xx", 2, 9);
        assertTrue(path.startsWith(bytes("/api")));
        assertTrue(path.startsWith(bytes("/api/v2")));
        assertTrue(path.startsWith(bytes("")));
        assertFalse(path.startsWith(bytes("/api/v2x")), "what lies behind it is not of it");
        assertFalse(path.startsWith(bytes("/app")));
        assertEquals('/', path.at(4));
        assertEquals(7, path.length());
    }

    /** Names that differ in a counter are what sites have many of. */
    @Test
    void spreadsNamesThatDifferLittle() {
        Set<Integer> buckets = new HashSet<>();
        for (int i = 0; i < 1024; i++) {
            int hash = PathBytes.of("/images/photo-" + i + ".jpg").hashCode();
            buckets.add((hash ^ (hash >>> 16)) & 1023);
        }
        assertTrue(buckets.size() > 500, "only " + buckets.size());
    }
}
