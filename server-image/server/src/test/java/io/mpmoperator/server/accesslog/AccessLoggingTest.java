package io.mpmoperator.server.accesslog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.conf.ConfException;
import io.mpmoperator.conf.ConfReader;
import io.mpmoperator.conf.LogSettings.LogLevel;
import io.mpmoperator.conf.WebServerConf;
import io.mpmoperator.server.http.Content;
import io.mpmoperator.server.http.LoggedConnection;
import io.mpmoperator.server.http.PlainHead;
import io.mpmoperator.server.http.PlainHeads;
import io.mpmoperator.server.http.ReadyResponse;
import io.mpmoperator.server.http.Request;
import io.mpmoperator.server.http.RequestLog;
import io.mpmoperator.server.http.Response;
import io.mpmoperator.server.http.SentResponse;
import io.mpmoperator.server.log.Log;
import io.mpmoperator.site.Site;
import io.mpmoperator.site.SiteReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each request has a line of its own in each log that it belongs into, and the same one however its head was read. */
class AccessLoggingTest {

    private static final long RECEIVED = 1_700_000_000_000L;
    private static final ReadyResponse READY = ReadyResponse.of(Response.of(
            200,
            HttpFields.build().add(HttpHeader.ETAG, "\"tag\"").asImmutable(),
            new Content.Memory("12345".getBytes(StandardCharsets.US_ASCII))));

    @TempDir
    private Path folder;

    private final Log errors = new Log(OutputStream.nullOutputStream(), LogLevel.ERROR, Clock.systemUTC());
    private final List<String> failures = new ArrayList<>();

    /** A client on this machine. */
    private record Client(int localPort) implements LoggedConnection {

        @Override
        public InetSocketAddress remoteAddress() {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), 4711);
        }

        @Override
        public InetSocketAddress localAddress() {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), localPort);
        }

        @Override
        public boolean secure() {
            return false;
        }

        @Override
        public String client() {
            return "127.0.0.1";
        }

        @Override
        public int requestsBefore() {
            return 2;
        }

        @Override
        public long receivedBytes() {
            return 99;
        }
    }

    private AccessLogging open(String text) throws ConfException {
        WebServerConf conf = ConfReader.read("x", text.replace("FOLDER", folder.toString()));
        Site site = SiteReader.read(conf.site(), conf.logs().rules());
        return AccessLogging.open(site, errors, failures::add);
    }

    private List<String> lines(String name) throws IOException {
        Path file = folder.resolve(name);
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    private static void plain(RequestLog.Writer writer, PlainHead head) {
        writer.answered(new Client(8080), head, READY, 5, true, RECEIVED, 1500);
    }

    private static void handled(RequestLog.Writer writer, Request request) {
        writer.answered(new Client(8080), request, new SentResponse(READY, 5, true, null, null, true), RECEIVED, 1500);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "combined",
                "common",
                "json",
                "'%h %v %p %{local}p %{remote}p %a %A %k %X %I %O %D %T %U%q %m %H %{ETag}o %{Content-Length}o %{Host}i'",
                "'%t %{%Y}t %{sec}t %{msec}t %B %P %R %f %u %l %{X}e %{X}C %400,500r %!200r'"
            })
    void isTheSameForAPlainHead(String format) throws Exception {
        List<PlainHead> heads = List.of(
                PlainHeads.of("GET", "/a?b=\"c\""),
                PlainHeads.of("HEAD", "/a", "User-Agent", "curl/8 \"quoted\" \\", "Referer", "https://example.org/"),
                PlainHeads.of("GET", "/", "User-Agent", "one", "User-Agent", "two", "Referer", "x", "Referer", "y"));
        try (AccessLogging log = open("CustomLog FOLDER/access.log " + format)) {
            RequestLog.Writer writer = log.writer();
            for (PlainHead head : heads) {
                plain(writer, head);
                handled(writer, PlainHeads.request(head));
            }
        }
        List<String> lines = lines("access.log");
        assertEquals(2 * heads.size(), lines.size());
        for (int i = 0; i < lines.size(); i += 2) {
            assertEquals(lines.get(i + 1), lines.get(i));
        }
    }

    @Test
    void writesWhatTheFormatSays() throws Exception {
        try (AccessLogging log = open("""
                ServerName shop.example:81
                LogFormat "%h|%v|%p|%{local}p|%k|%X|%I|%D|%U|%q|%r|%>s|%B|%{ETag}o|%{Content-Length}o|%{X-A}i|%{c}C|%t" mine
                CustomLog FOLDER/access.log mine
                """)) {
            plain(log.writer(), PlainHeads.of("GET", "/a?b", "X-A", "a \"b\"", "Cookie", "b=1; c=2"));
        }
        assertEquals(
                List.of("127.0.0.1|shop.example|81|8080|2|+|99|1500|/a|?b|GET /a?b HTTP/1.1|200|5|\\\"tag\\\"|5"
                        + "|a \\\"b\\\"|2|[14/Nov/2023:22:13:20 +0000]"),
                lines("access.log"));
    }

    @Test
    void aVirtualHostWithLogsOfItsOwnIsNotInTheServers() throws Exception {
        try (AccessLogging log = open("""
                LogFormat "server %v" s
                CustomLog FOLDER/server.log s
                <VirtualHost *:8080>
                  ServerName one.example
                </VirtualHost>
                <VirtualHost *:8080>
                  ServerName two.example
                  LogFormat "second %v" s
                  CustomLog FOLDER/two.log s
                  CustomLog FOLDER/quiet.log s env=nothing
                  TransferLog FOLDER/two.log
                </VirtualHost>
                """)) {
            RequestLog.Writer writer = log.writer();
            handled(writer, PlainHeads.request(PlainHeads.of("GET", "/")));
            Request second = PlainHeads.request(PlainHeads.of("GET", "/"));
            handled(
                    writer,
                    second.with(HttpFields.build()
                            .add(HttpHeader.HOST, "two.example")
                            .asImmutable()));
            writer.answered(new Client(99), null, new SentResponse(READY, 5, false, null, null, true), RECEIVED, 1500);
        }
        assertEquals(
                List.of("server one.example", "server "),
                lines("server.log").stream()
                        .map(line -> line.replace("127.0.0.1", ""))
                        .toList());
        assertEquals("second two.example", lines("two.log").getFirst());
        assertEquals(2, lines("two.log").size());
        assertTrue(lines("two.log").getLast().endsWith("\"GET / HTTP/1.1\" 200 5"));
        assertEquals(List.of(), lines("quiet.log"));
    }

    @Test
    void aConditionDecidesWhichRequestsHaveALine() throws Exception {
        try (AccessLogging log = open("""
                CustomLog FOLDER/health.log "%U" "expr=%{REQUEST_URI} == '/health'"
                CustomLog FOLDER/rest.log combined "expr=!(%{REQUEST_URI} == '/health')"
                """)) {
            RequestLog.Writer writer = log.writer();
            plain(writer, PlainHeads.of("GET", "/health"));
            plain(writer, PlainHeads.of("GET", "/a"));
        }
        assertEquals(List.of("/health"), lines("health.log"));
        assertEquals(1, lines("rest.log").size());
        assertTrue(lines("rest.log").getFirst().contains("GET /a "));
    }

    @Test
    void aLineStaysWithinWhatAPipeTakesInOnePiece() throws Exception {
        String format = "'{\"a\":\"%{A}i\",\"b\":\"%{B}i\",\"r\":\"%r\"}'";
        try (AccessLogging log = open("CustomLog FOLDER/access.log " + format)) {
            plain(log.writer(), PlainHeads.of("GET", "/", "A", "\"".repeat(3000), "B", "b".repeat(3000)));
            plain(log.writer(), PlainHeads.of("GET", "/", "A", "short", "B", "b".repeat(3000)));
        }
        List<String> lines = lines("access.log");
        assertTrue(lines.getFirst().length() < 4096, lines.getFirst());
        assertTrue(lines.getFirst()
                .matches("\\{\"a\":\"(\\\\\")+\\.\\.\\.\",\"b\":\"b+\\.\\.\\.\",\"r\":\"GET / HTTP/1.1\"}"));
        assertTrue(lines.getLast().contains("b".repeat(3000)), lines.getLast());
    }

    @Test
    void leavesOutALogThatCannotBeOpened() throws Exception {
        try (AccessLogging log = open("CustomLog FOLDER/none/a.log %h\nCustomLog FOLDER/b.log %h\n")) {
            plain(log.writer(), PlainHeads.of("GET", "/"));
        }
        assertEquals(List.of("127.0.0.1"), lines("b.log"));
        assertEquals(1, failures.size());
        assertTrue(failures.getFirst().contains("none/a.log: cannot be opened for writing"), failures.getFirst());
    }

    @Test
    void hasALineForEachOfManyThatAreTheSame() throws Exception {
        PlainHead head = PlainHeads.of("GET", "/a");
        try (AccessLogging log = open("CustomLog FOLDER/access.log combined")) {
            RequestLog.Writer writer = log.writer();
            for (int i = 0; i < 3000; i++) {
                writer.answered(new Client(8080), head, READY, 5, true, RECEIVED + i, 10);
            }
        }
        List<String> lines = lines("access.log");
        assertEquals(3000, lines.size());
        for (int i = 0; i < 3000; i++) {
            String time = "14/Nov/2023:22:13:" + (20 + i / 1000) + " +0000";
            assertEquals("127.0.0.1 - - [" + time + "] \"GET /a HTTP/1.1\" 200 5 \"-\" \"-\"", lines.get(i));
        }
    }
}
