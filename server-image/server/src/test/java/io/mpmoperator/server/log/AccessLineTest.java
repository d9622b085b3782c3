package io.mpmoperator.server.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.conf.LogSettings.AccessLogFormat;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AccessLineTest {

    private static final long RECEIVED =
            Instant.parse("2026-11-23T03:15:20.042Z").toEpochMilli();

    private static String line(AccessLogFormat format, AccessLog.Entry entry) {
        LineBuffer buffer = new LineBuffer(AccessLine.LIMIT);
        line(format).add(entry, RECEIVED, buffer);
        assertEquals(1, buffer.lines());
        return new String(buffer.toBytes(), StandardCharsets.ISO_8859_1);
    }

    private static AccessLine line(AccessLogFormat format) {
        return switch (format) {
            case COMBINED -> AccessLine.combined();
            case JSON -> AccessLine.json(4711);
        };
    }

    private static AccessLog.Entry get(String target, @Nullable String referer, @Nullable String userAgent) {
        return new AccessLog.Entry("127.0.0.1", "GET", target, "HTTP/1.1", 404, 236, 1500, referer, userAgent);
    }

    /** The line Debian's Apache writes for the same request. */
    @Test
    void combinedIsTheLineThatApacheWrites() {
        assertEquals(
                "127.0.0.1 - - [23/Nov/2026:03:15:20 +0000] \"GET / HTTP/1.1\" 404 236 \"-\" \"curl/7.88.1\"\n",
                line(AccessLogFormat.COMBINED, get("/", null, "curl/7.88.1")));
    }

    @Test
    void combinedWritesNoBytesAsDash() {
        AccessLog.Entry head = new AccessLog.Entry("::1", "HEAD", "/", "HTTP/1.0", 304, 0, 9, null, null);
        assertEquals(
                "::1 - - [23/Nov/2026:03:15:20 +0000] \"HEAD / HTTP/1.0\" 304 - \"-\" \"-\"\n",
                line(AccessLogFormat.COMBINED, head));
    }

    @Test
    void combinedWritesARequestThatCouldNotBeReadAsDash() {
        AccessLog.Entry nothing = new AccessLog.Entry("10.0.0.1", "", "", "", 408, 0, 9, null, null);
        assertTrue(line(AccessLogFormat.COMBINED, nothing).contains("] \"-\" 408 - "));
        AccessLog.Entry half = new AccessLog.Entry("10.0.0.1", "GET", "", "", 400, 0, 9, null, null);
        assertTrue(line(AccessLogFormat.COMBINED, half).contains("] \"GET\" 400 - "));
    }

    /** Seen in the access log of Debian's Apache for the same bytes. */
    @Test
    void combinedEscapesHostileBytesAsApacheDoes() {
        String hostile = "\u0080\u00ff\"\\ \u00c3\u00a9\tx";
        assertEquals(
                "127.0.0.1 - - [23/Nov/2026:03:15:20 +0000] \"GET /a\\\"b\\\\c HTTP/1.1\" 404 236"
                        + " \"\\x80\\xff\\\"\\\\ \\xc3\\xa9\\tx\" \"\"\n",
                line(AccessLogFormat.COMBINED, get("/a\"b\\c", hostile, "")));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
        0, \\x00
        1, \\x01
        7, \\x07
        8, \\b
        9, \\t
        10, \\n
        11, \\v
        12, \\x0c
        13, \\r
        27, \\x1b
        126, ~
        127, \\x7f
        128, \\x80
        255, \\xff
        256, \\xc4\\x80
        8364, \\xe2\\x82\\xac
        55296, \\xef\\xbf\\xbd
        57343, \\xef\\xbf\\xbd
        128512, \\xf0\\x9f\\x98\\x80
        """)
    void combinedEscapes(int character, String escaped) {
        LineBuffer buffer = new LineBuffer(64);
        String text = character >= 0xd800 && character <= 0xdfff
                ? String.valueOf((char) character)
                : Character.toString(character);
        buffer.apache("a" + text + "b", 32);
        assertEquals("a" + escaped + "b", new String(buffer.toBytes(), StandardCharsets.US_ASCII));
    }

    @Test
    void jsonIsOneObject() {
        assertEquals(
                "{\"time\":\"2026-11-23T03:15:20.042Z\",\"client\":\"127.0.0.1\",\"method\":\"GET\",\"target\":\"/\","
                        + "\"protocol\":\"HTTP/1.1\",\"status\":404,\"bytes\":236,\"durationMicros\":1500,"
                        + "\"referer\":null,\"userAgent\":\"curl/7.88.1\",\"pid\":4711}\n",
                line(AccessLogFormat.JSON, get("/", null, "curl/7.88.1")));
    }

    @Test
    void jsonEscapesWhateverAClientSends() {
        String line = line(AccessLogFormat.JSON, get("/\"\\\n\u0000\u007f\u2028\u00e9", "\ud83d\ude00", "\ud83d"));
        assertTrue(line.contains("\"target\":\"/\\\"\\\\\\u000a\\u0000\\u007f\\u2028\\u00e9\""), line);
        assertTrue(line.contains("\"referer\":\"\\ud83d\\ude00\",\"userAgent\":\"\\ufffd\""), line);
    }

    @Test
    void whatIsTooLongEndsInThreeDots() {
        String line = line(AccessLogFormat.COMBINED, get("/" + "x".repeat(9000), "y".repeat(768), "z".repeat(769)));
        assertTrue(line.contains("\"GET /" + "x".repeat(AccessLine.TARGET_LIMIT - 1) + "... HTTP/1.1\""), line);
        assertTrue(line.contains("\"" + "y".repeat(768) + "\" \"" + "z".repeat(768) + "...\"\n"), line);
    }

    /** Whatever is in the fields: one line of printable ASCII, no longer than a pipe takes in one piece. */
    @ParameterizedTest
    @EnumSource
    void everyLineIsOnePrintableLineWithinTheLimit(AccessLogFormat format) {
        Random random = new Random(42);
        for (int round = 0; round < 2000; round++) {
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                texts.add(randomText(random));
            }
            String line = line(
                    format,
                    new AccessLog.Entry(
                            texts.get(0),
                            texts.get(1),
                            texts.get(2),
                            texts.get(3),
                            random.nextInt(),
                            random.nextLong(),
                            random.nextLong(),
                            texts.get(4),
                            texts.get(5)));
            assertTrue(line.length() <= AccessLine.LIMIT, () -> "length " + line.length());
            assertEquals(line.length() - 1, line.indexOf('\n'));
            assertTrue(line.chars().limit(line.length() - 1).allMatch(c -> c >= ' ' && c < 0x7f), line);
        }
    }

    private static String randomText(Random random) {
        int length = random.nextInt(4) == 0 ? random.nextInt(9000) : random.nextInt(20);
        int bound = new int[] {0x80, 0x100, 0x10000}[random.nextInt(3)];
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append((char) random.nextInt(bound));
        }
        return text.toString();
    }

    @Test
    void timesBefore1970AndFarAwayAreWritten() {
        SecondText years = new SecondText(
                (day, second, text) -> text.number(day.getYear(), 4).ascii(' ').number(second, 1));
        assertEquals("1969 86399", new String(years.of(-1), StandardCharsets.US_ASCII));
        assertEquals("1970 0", new String(years.of(0), StandardCharsets.US_ASCII));
        assertEquals("1970 0", new String(years.of(999), StandardCharsets.US_ASCII));
        assertEquals("1970 1", new String(years.of(1000), StandardCharsets.US_ASCII));
    }
}
