package io.mpmoperator.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.conf.HttpSettings;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The quick reader of heads beside Jetty's parser, which is the one that is right. */
class PlainHeadTest {

    private static final byte[] NOTHING = {};
    private static final HttpSettings USUAL = HttpSettings.defaults();
    private static final String GET = "GET /a HTTP/1.1\r\nHost: x\r\n";

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static boolean agrees(HttpSettings settings, String text) {
        return new PlainHeadOracle(settings).agrees(NOTHING, bytes(text));
    }

    static List<String> realistic() {
        return RealisticHeads.ALL;
    }

    /** Else nothing that is said here of what is taken would say anything. */
    @ParameterizedTest
    @MethodSource("realistic")
    void takesTheHeadsThatAreSentALot(String head) {
        assertTrue(agrees(USUAL, head));
        assertTrue(agrees(USUAL, head + head), "with another behind it");
        assertTrue(new PlainHeadOracle(USUAL).agrees(bytes("GET / HTTP/1.1\r\n"), bytes(head)), "after another");
        for (int end = 0; end < head.length(); end++) {
            assertFalse(agrees(USUAL, head.substring(0, end)), "not whole");
        }
    }

    /** Whatever the case of letters, where the parser has a spelling of its own, and of names that begin like others. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Connection: Close",
                "CONNECTION: KEEP-ALIVE",
                "connection:close",
                "Connection: \t keep-alive \t ",
                "accept-encoding: GZIP, Deflate",
                "Accept-Encoding: gzip",
                "Accept-Encoding: gzip, deflate, br\r\nAccept-Encoding: zstd",
                "ACCEPT: */*",
                "Accept: text/HTML",
                "Cache-Control: No-Cache",
                "Pragma: NO-CACHE",
                "uSeR-aGeNt: a\tb  c",
                "Connections: upgrade",
                "Content-Lengths: 1",
                "Content-Type: text/plain; charset=UTF-8",
                "Content-Encoding: GZIP",
                "Rang: bytes=0-1",
                "Upgrade-Insecure-Requests: 1",
                "If-None-Match: *",
                "If-None-Match: \"a\"\r\nIf-None-Match: \"b\"",
                "!#$%&'*+-.^_`|~09azAZ: x",
                "x: :",
                "x:y",
                "Referer: a\r\nReferer: b\r\nUser-Agent: a\r\nUser-Agent: b",
                "Proxy-Connection: close",
                "TE: trailers",
                "Trailer: x",
                "Keep-Alive: timeout=5",
                "HTTP2-Settings: AAMAAABkAAQAAP__",
                "Date: Sun, 06 Nov 1994 08:49:37 GMT",
                "Authorization: Basic dXNlcjpwYXNz",
                "Forwarded: for=192.0.2.60;proto=http;by=203.0.113.43",
                "X-Forwarded-Host: a, b",
                "X-Forwarded-Port: 70000",
            })
    void readsFieldsAsTheParserDoes(String fields) {
        boolean taken = agrees(USUAL, GET + fields + "\r\n\r\n");
        assertTrue(taken || !fields.contains("User-Agent"), fields);
        assertEquals(taken, agrees(USUAL, "HEAD" + GET.substring(3) + fields + "\r\n\r\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a.b",
                "a.",
                "a_b",
                "-a",
                "a-",
                "1a",
                "127.0.0.1",
                "127.0.0.1.",
                "0.0.0.0",
                "255.255.255.255",
                "a:1",
                "a:80",
                "a:443",
                "a:65535",
                "a:080",
                "a:00080",
                "127.0.0.1:8080",
                "xn--bcher-kva.example"
            })
    void takesHostsThatAreNamesOrIpv4Addresses(String host) {
        boolean taken = agrees(USUAL, "GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
        assertTrue(taken || host.startsWith("0") || host.endsWith("."), host);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "EXAMPLE.org",
                ".",
                "..",
                "a..b",
                ".a",
                "1",
                "1.2",
                "1.2.3",
                "1.2.3.4.5",
                "256.1.1.1",
                "1.2.3.999999999999",
                "01.2.3.4",
                "1..2.3",
                "a:",
                "a:0",
                "a:000",
                "a:65536",
                "a:99999999999999999999",
                "a:4294967376",
                "a:+80",
                "a:8a",
                "a:80:80",
                ":80",
                "a b",
                "a,b",
                "a@b",
                "a/b",
                "a%20",
                "[::1]",
                "[::1]:80",
                "a\u00e4"
            })
    void leavesAnyOtherHostToTheParser(String host) {
        assertFalse(agrees(USUAL, "GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n"), host);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /a HTTP/1.1",
                "get /a HTTP/1.1",
                "GETS /a HTTP/1.1",
                "HEADS /a HTTP/1.1",
                "HEAD/a HTTP/1.1",
                "GET/a HTTP/1.1",
                "GET  /a HTTP/1.1",
                "GET /a  HTTP/1.1",
                "GET /a\tHTTP/1.1",
                " GET /a HTTP/1.1",
                "\r\nGET /a HTTP/1.1",
                "GET a HTTP/1.1",
                "GET * HTTP/1.1",
                "GET http://x/a HTTP/1.1",
                "GET /a HTTP/1.0",
                "GET /a HTTP/1.2",
                "GET /a http/1.1",
                "GET /a HTTP/1.1 ",
                "GET /a HTTP/1.1x",
                "GET /a",
                "GET /a%20b HTTP/1.1",
                "GET /a%zz HTTP/1.1",
                "GET /a\\b HTTP/1.1",
                "GET /a#b HTTP/1.1",
                "GET /a?b#c HTTP/1.1",
                "GET /a\u00e4 HTTP/1.1",
                "GET /a?\u00e4 HTTP/1.1",
                "GET /a\u007f HTTP/1.1",
                "GET /a\u0000 HTTP/1.1",
                "GET /a HTTP/1.1\nx: y"
            })
    void leavesAnyOtherLineToTheParser(String line) {
        assertFalse(agrees(USUAL, line + "\r\nHost: x\r\n\r\n"), line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: y",
                "host: x",
                "Content-Length: 0",
                "content-length: 5",
                "Transfer-Encoding: chunked",
                "TRANSFER-ENCODING: identity",
                "Expect: 100-continue",
                "Upgrade: h2c",
                "Connection: upgrade",
                "Connection: close, x",
                "Connection: keep-alive, close",
                "Connection: close\r\nConnection: keep-alive",
                "x: ",
                "x:",
                "x: a\u0000",
                "x: a\u0001b",
                "x: a\u007f",
                "x: a\u0080",
                "x: \u00e4\u00f6\u00fc",
                "x: a\rb",
                "x: a\nb: c",
                "x: a\r\n b",
                "x: a\r\n\tb",
                " x: a",
                "x : a",
                "x\t: a",
                "x y: a",
                "x",
                ": a",
                "x(y: a",
                "x\u00e4: a",
                "x: eight or more \u0000 characters",
                "x: eight or more \u007f characters",
                "x: eight or more \u00ff characters",
                "x: eight or more \u000b characters"
            })
    void leavesHeadsWithAnyOtherFieldToTheParser(String field) {
        assertFalse(agrees(USUAL, GET + field + "\r\n\r\n"), field);
        assertFalse(agrees(USUAL, "GET /a HTTP/1.1\r\n" + field + "\r\nHost: x\r\n\r\n"), field);
    }

    @Test
    void leavesAHeadWithoutAHostToTheParser() {
        assertFalse(agrees(USUAL, "GET /a HTTP/1.1\r\nUser-Agent: something long enough\r\n\r\n"));
        assertFalse(agrees(USUAL, "GET /abcdefghijklmnopq HTTP/1.1\r\n\r\n"));
        assertFalse(agrees(USUAL, GET + "\n"));
        assertFalse(agrees(USUAL, GET + "\rx"));
    }

    /** To the byte: what is one over a limit is refused, by the other reader. */
    @ParameterizedTest
    @CsvSource({"0, 0, 0, true", "1, 0, 0, false", "0, 1, 0, false", "0, 0, 1, false"})
    void takesWhatTheLimitsAllowAndNotOneMore(int line, int field, int fields, boolean taken) throws Exception {
        HttpSettings limits = Reading.LIMITS;
        int path = limits.limitRequestLine() - "GET / HTTP/1.1".length() + line;
        int value = limits.limitRequestFieldSize() - "x: ".length() + field;
        String head = "GET /" + "p".repeat(path) + " HTTP/1.1\r\nHost: x\r\nx: " + "v".repeat(value) + "\r\n"
                + "x: y\r\n".repeat(limits.limitRequestFields() - 2 + fields) + "\r\n";
        assertEquals(taken, agrees(limits, head));
        RequestReader reader = new RequestReader(limits);
        if (taken) {
            assertNotNull(reader.readHead(ByteBuffer.wrap(bytes(head))));
        } else {
            assertThrows(BadRequestException.class, () -> reader.readHead(ByteBuffer.wrap(bytes(head))));
        }
    }

    /** Blanks before and behind a value count, since the line has them. */
    @ParameterizedTest
    @ValueSource(strings = {"x:%sa", "x: a%s"})
    void countsTheBlanksOfAField(String form) {
        int limit = Reading.LIMITS.limitRequestFieldSize();
        String at = form.formatted(" ".repeat(limit - form.length() + 2));
        assertEquals(limit, at.length());
        assertTrue(agrees(Reading.LIMITS, GET + at + "\r\n\r\n"));
        assertFalse(agrees(Reading.LIMITS, GET + at + " \r\n\r\n"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100, 1000})
    void leavesAHeadWithVeryManyFieldsToTheParser(int limitRequestFields) {
        HttpSettings limits = USUAL.withLimitRequestFields(limitRequestFields);
        assertTrue(agrees(limits, GET + "x: y\r\n".repeat(63) + "\r\n"));
        assertFalse(agrees(limits, GET + "x: y\r\n".repeat(64) + "\r\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Range: bytes=0-1", "If-Range: x", "If-Match: *", "If-Unmodified-Since: x", "range: x"})
    void saysThatMoreIsAskedForThanTheWhole(String field) {
        PlainHead head = PlainHeads.read(GET + field + "\r\n\r\n");
        assertNotNull(head);
        assertTrue(head.asksForMore());
    }

    @Test
    void readsEachHeadAnew() {
        PlainHead plain = new PlainHead(USUAL);
        assertTrue(plain.read(PlainHeads.input(bytes(RealisticHeads.ALL.getFirst()))));
        assertTrue(plain.hasIfNoneMatch() && plain.hasIfModifiedSince() && plain.hasAcceptEncoding());
        assertNotNull(plain.referer());
        assertTrue(plain.read(PlainHeads.input(bytes(GET + "Range: x\r\nConnection: close\r\n\r\n"))));
        assertTrue(plain.asksForMore());
        assertFalse(plain.persistent());
        assertTrue(plain.read(PlainHeads.input(bytes("HEAD" + GET.substring(3) + "\r\n"))));
        assertTrue(plain.head());
        assertTrue(plain.read(PlainHeads.input(bytes(GET + "\r\n"))));
        assertFalse(plain.head() || plain.asksForMore() || plain.hasIfNoneMatch() || plain.hasIfModifiedSince());
        assertFalse(plain.hasAcceptEncoding());
        assertTrue(plain.persistent());
        assertNull(plain.referer());
        assertNull(plain.userAgent());
        assertNull(plain.acceptEncoding());
        assertFalse(plain.isIfNoneMatch(NOTHING) || plain.isAcceptEncoding(NOTHING));
    }

    /** Heads that differ from real ones in a few places, many of them not well-formed. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void agreesWithTheParserOnWhateverItTakes(long seed) {
        HttpSettings settings = Stream.of(USUAL, Reading.LIMITS, USUAL.withLimitRequestFields(0))
                .toList()
                .get((int) seed - 1);
        PlainHeadOracle oracle = new PlainHeadOracle(settings);
        HeadMutator mutator = new HeadMutator(seed);
        int heads = 70_000;
        int taken = 0;
        for (int i = 0; i < heads; i++) {
            if (oracle.agrees(NOTHING, mutator.next())) {
                taken++;
            }
        }
        int least = heads / (settings.equals(Reading.LIMITS) ? 20 : 4);
        assertTrue(taken > least, "took only " + taken + " of " + heads);
        assertTrue(taken < heads * 9 / 10, "took as many as " + taken + " of " + heads);
    }
}
