package io.mpmoperator.server.content;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.server.http.FakeExchange;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartialContentTest {

    @TempDir
    private Path outside;

    private Site site;

    @BeforeEach
    void layOut() throws Exception {
        site = Site.laidOut(outside);
    }

    @Test
    void answersConditionalRequests() throws Exception {
        String tag = site.get("/page.html").field("ETag");
        FakeExchange unchanged = site.get("/page.html", "If-None-Match", tag);
        assertEquals(304, unchanged.status());
        assertEquals(
                "[Last-Modified: Sun, 06 Nov 1994 08:49:37 GMT, ETag: " + tag + "]",
                unchanged.fields().stream().toList().toString());
        assertEquals("", unchanged.text());
        assertEquals(
                304,
                site.get("/page.html", "If-Modified-Since", "Sun, 06 Nov 1994 08:49:37 GMT")
                        .status());
        assertEquals(200, site.get("/page.html", "If-None-Match", "\"other\"").status());
        assertEquals(412, site.get("/page.html", "If-Match", "\"other\"").status());
        assertEquals(
                304, site.request("HEAD", "/large.txt", "If-None-Match", "*").status());
        assertEquals(404, site.get("/missing", "If-None-Match", "*").status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"page.html", "large.txt"})
    void sendsOneRange(String name) throws Exception {
        byte[] whole = site.get("/" + name).bytes();
        FakeExchange part = site.get("/" + name, "Range", "bytes=3-7");
        assertEquals(206, part.status());
        assertArrayEquals(Arrays.copyOfRange(whole, 3, 8), part.bytes());
        assertEquals("bytes 3-7/" + whole.length, part.field("Content-Range"));
        assertEquals(site.get("/" + name).field("ETag"), part.field("ETag"));
        assertTrue(site.openDescriptors(name) <= 1, "open for the next who asks alone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"page.html", "large.txt"})
    void sendsSeveralRangesInParts(String name) throws Exception {
        FakeExchange whole = site.get("/" + name);
        FakeExchange parts = site.get("/" + name, "Range", "bytes=-2,0-3");
        long length = whole.bytes().length;
        String type = parts.field("Content-Type");
        assertEquals(206, parts.status());
        assertTrue(type.startsWith("multipart/byteranges; boundary="), type);
        assertEquals("", parts.field("Content-Range"));
        String boundary = type.substring(type.indexOf('=') + 1);
        String mediaType = whole.field("Content-Type");
        assertEquals(
                "--" + boundary + "\r\nContent-Type: " + mediaType + "\r\nContent-Range: bytes "
                        + (length - 2) + "-" + (length - 1) + "/" + length + "\r\n\r\n"
                        + whole.text().substring((int) length - 2)
                        + "\r\n--" + boundary + "\r\nContent-Type: " + mediaType
                        + "\r\nContent-Range: bytes 0-3/" + length + "\r\n\r\n"
                        + whole.text().substring(0, 4) + "\r\n--" + boundary + "--\r\n",
                parts.text());
        assertEquals(parts.announced(), parts.bytes().length);
        assertTrue(site.openDescriptors(name) <= 1, "open for the next who asks alone");
    }

    @Test
    void saysTheLengthWhenNoRangeCanBeSent() throws Exception {
        FakeExchange answer = site.get("/large.txt", "Range", "bytes=" + Site.LARGE.length() + "-");
        assertEquals(416, answer.status());
        assertEquals("bytes */" + Site.LARGE.length(), answer.field("Content-Range"));
    }

    @ParameterizedTest(name = "{0} If-Range {1}: {2}")
    @CsvSource({
        "GET,   ,                                206",
        "HEAD,  ,                                200",
        "GET,   tag,                             206",
        "GET,   '\"other\"',                     200",
        "GET,   'Sun, 06 Nov 1994 08:49:37 GMT', 206",
        "GET,   'Sun, 06 Nov 1994 08:49:38 GMT', 200",
    })
    void sendsARangeOnlyOfTheSameFile(String method, String ifRange, int status) throws Exception {
        String tag = site.get("/large.txt").field("ETag");
        FakeExchange answer = ifRange == null
                ? site.request(method, "/large.txt", "Range", "bytes=0-0")
                : site.request(
                        method, "/large.txt", "Range", "bytes=0-0", "If-Range", ifRange.equals("tag") ? tag : ifRange);
        assertEquals(status, answer.status());
    }

    @Test
    void prefersTheConditionToTheRange() throws Exception {
        String tag = site.get("/large.txt").field("ETag");
        assertEquals(
                304,
                site.get("/large.txt", "If-None-Match", tag, "Range", "bytes=0-0")
                        .status());
        assertEquals(
                412,
                site.get("/large.txt", "If-Match", "\"x\"", "Range", "bytes=90000-")
                        .status());
    }
}
