package io.mpmoperator.server.child;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.conf.LogSettings;
import io.mpmoperator.conf.LogSettings.AccessLogFormat;
import io.mpmoperator.conf.LogSettings.LogLevel;
import io.mpmoperator.server.http.PlainHead;
import io.mpmoperator.server.http.PlainHeads;
import io.mpmoperator.server.http.RequestLog;
import io.mpmoperator.server.http.SentResponse;
import io.mpmoperator.server.log.Log;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each request has a line of its own, and the same one however its head was read. */
class AccessLoggingTest {

    private static final long RECEIVED = 1_700_000_000_000L;

    @TempDir
    private Path folder;

    private final Log errors = new Log(OutputStream.nullOutputStream(), LogLevel.ERROR, Clock.systemUTC());

    private AccessLogging open(AccessLogFormat format) throws Exception {
        LogSettings settings = LogSettings.defaults()
                .withAccessLog(folder.resolve("access.log").toString(), format);
        return AccessLogging.open(settings, errors);
    }

    private List<String> lines() throws Exception {
        return Files.readAllLines(folder.resolve("access.log"));
    }

    @ParameterizedTest
    @EnumSource
    void isTheSameForAPlainHead(AccessLogFormat format) throws Exception {
        List<PlainHead> heads = List.of(
                PlainHeads.of("GET", "/a?b=\"c\""),
                PlainHeads.of("HEAD", "/a", "User-Agent", "curl/8 \"quoted\" \\", "Referer", "https://example.org/"),
                PlainHeads.of("GET", "/", "User-Agent", "one", "User-Agent", "two", "Referer", "x", "Referer", "y"));
        try (AccessLogging log = open(format)) {
            RequestLog.Writer writer = log.writer();
            for (PlainHead head : heads) {
                writer.answered("127.0.0.1", head, 304, 17, RECEIVED, 1500);
                writer.answered(
                        "127.0.0.1", PlainHeads.request(head), new SentResponse(304, 17, true, null), RECEIVED, 1500);
            }
        }
        List<String> lines = lines();
        assertEquals(2 * heads.size(), lines.size());
        for (int i = 0; i < lines.size(); i += 2) {
            assertEquals(lines.get(i + 1), lines.get(i));
            assertTrue(lines.get(i).contains("304") && lines.get(i).contains("17"), lines.get(i));
        }
    }

    @Test
    void hasALineForEachOfManyThatAreTheSame() throws Exception {
        PlainHead head = PlainHeads.of("GET", "/a");
        try (AccessLogging log = open(AccessLogFormat.COMBINED)) {
            RequestLog.Writer writer = log.writer();
            for (int i = 0; i < 3000; i++) {
                writer.answered("127.0.0.1", head, 200, 5, RECEIVED + i, 10);
            }
        }
        List<String> lines = lines();
        assertEquals(3000, lines.size());
        for (int i = 0; i < 3000; i++) {
            String time = "14/Nov/2023:22:13:" + (20 + i / 1000) + " +0000";
            assertEquals("127.0.0.1 - - [" + time + "] \"GET /a HTTP/1.1\" 200 5 \"-\" \"-\"", lines.get(i));
        }
    }
}
