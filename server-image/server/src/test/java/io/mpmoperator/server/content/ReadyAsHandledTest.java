package io.mpmoperator.server.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.conf.HttpSettings;
import io.mpmoperator.conf.LogSettings.LogLevel;
import io.mpmoperator.server.http.BadRequestException;
import io.mpmoperator.server.http.Codec;
import io.mpmoperator.server.http.Exchange;
import io.mpmoperator.server.http.HttpConnection;
import io.mpmoperator.server.http.HttpConnection.Next;
import io.mpmoperator.server.http.MemoryTransport;
import io.mpmoperator.server.http.PlainHead;
import io.mpmoperator.server.http.ReadyResponse;
import io.mpmoperator.server.http.Request;
import io.mpmoperator.server.http.RequestHandler;
import io.mpmoperator.server.http.RequestLog;
import io.mpmoperator.server.http.ServerContext;
import io.mpmoperator.server.log.Log;
import io.mpmoperator.server.scoreboard.Scoreboards;
import io.mpmoperator.server.scoreboard.WorkerSlot;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is ready to be sent is what the general path would make: status, fields, body. */
class ReadyAsHandledTest {

    private static final List<String> TARGETS = List.of(
            "/page.html",
            "/page.html?query",
            "/empty/file.txt",
            "/middling.txt",
            "/large.txt",
            "/app.js",
            "/big.js",
            "/docs/");

    private static final List<String> ENCODINGS = List.of(
            "",
            "gzip",
            "GZIP",
            "x-gzip",
            "gzip, deflate, br, zstd",
            "br;q=0, gzip;q=0.5, *;q=0",
            "identity;q=0",
            "*;q=0",
            "*",
            "gzip;q=2",
            ";;,");

    @TempDir
    private Path outside;

    private final WorkerSlot slot = Scoreboards.empty(1, 1).process(0).worker(0);
    private Site site;

    static Stream<CacheLimits> limits() {
        return Stream.of(CacheLimits.SHARED, CacheLimits.OF_ONE_CONNECTION, CacheLimits.SHARED.withoutOpenFiles());
    }

    @BeforeEach
    void layOut() throws Exception {
        site = Site.laidOut(outside)
                .write("app.js", "plain")
                .write("app.js.gz", "gzipped")
                .write("app.js.br", "brotli")
                .write("big.js", Site.LARGE)
                .write("big.js.gz", Site.MIDDLING);
    }

    /** A response as a client sees it, its fields in no order and without the time. */
    private record Seen(String status, Set<String> fields, String body) {

        static Seen of(String answer) {
            int end = answer.indexOf("\r\n\r\n");
            List<String> lines = Arrays.asList(answer.substring(0, end).split("\r\n"));
            Set<String> fields = lines.stream()
                    .skip(1)
                    .filter(line -> !line.startsWith("Date: "))
                    .collect(Collectors.toSet());
            return new Seen(lines.getFirst(), fields, answer.substring(end + 4));
        }

        String field(String name) {
            return fields.stream()
                    .filter(field -> field.startsWith(name + ": "))
                    .map(field -> field.substring(name.length() + 2))
                    .findFirst()
                    .orElse("");
        }
    }

    /** The files, which may have to make each response anew, and count those that they had not. */
    private static final class Files implements RequestHandler {

        private final RequestHandler files;
        private final boolean mayBeReady;
        private int ready;

        Files(RequestHandler files, boolean mayBeReady) {
            this.files = files;
            this.mayBeReady = mayBeReady;
        }

        @Override
        public boolean mayBlock(Request request) {
            return files.mayBlock(request);
        }

        @Override
        public @Nullable ReadyResponse ready(PlainHead head, long now) {
            ReadyResponse response = mayBeReady ? files.ready(head, now) : null;
            ready += response == null ? 0 : 1;
            return response;
        }

        @Override
        public void handle(Exchange exchange) throws IOException, BadRequestException {
            files.handle(exchange);
        }
    }

    private Files files(CacheLimits limits, boolean mayBeReady) {
        return new Files(
                new StaticFiles(
                        site.path(),
                        List.of("index.html", "index.htm"),
                        limits,
                        Clock.systemUTC(),
                        System::nanoTime,
                        new Log(OutputStream.nullOutputStream(), LogLevel.ERROR, Clock.systemUTC())),
                mayBeReady);
    }

    private Seen send(RequestHandler by, String method, String target, String encoding, String tag) throws IOException {
        String request = method + " " + target + " HTTP/1.1\r\nHost: x\r\n"
                + (encoding.isEmpty() ? "" : "Accept-Encoding: " + encoding + "\r\n")
                + (tag.isEmpty() ? "" : "If-None-Match: " + tag + "\r\n") + "\r\n";
        MemoryTransport transport = new MemoryTransport(true).receives(request);
        Log log = new Log(OutputStream.nullOutputStream(), LogLevel.ERROR, Clock.systemUTC());
        ServerContext context = new ServerContext(
                HttpSettings.defaults(), by, RequestLog.NONE, log, () -> false, UnaryOperator.identity());
        HttpConnection connection = new HttpConnection(transport, context).attach(new Codec(context));
        assertEquals(Next.RESPOND, connection.receive());
        assertEquals(Next.IDLE, connection.respond(slot), request);
        assertTrue(connection.detach());
        connection.close();
        return Seen.of(transport.sent());
    }

    @ParameterizedTest
    @MethodSource("limits")
    void isTheSameForEveryCodingAndConditionOfEveryFile(CacheLimits limits) throws Exception {
        Files handling = files(limits, false);
        Files readying = files(limits, true);
        for (String target : TARGETS) {
            for (String encoding : ENCODINGS) {
                Seen whole = send(handling, "GET", target, encoding, "");
                send(readying, "GET", target, encoding, "");
                String tag = whole.field("ETag").isEmpty() ? "\"none\"" : whole.field("ETag");
                for (String condition : List.of("", tag, "\"x\"", "W/" + tag, "*", tag + ", \"x\"")) {
                    for (String method : List.of("GET", "HEAD")) {
                        String asked = method + " " + target + " " + encoding + " " + condition;
                        Seen expected = send(handling, method, target, encoding, condition);
                        int before = readying.ready;
                        assertEquals(expected, send(readying, method, target, encoding, condition), asked);
                        boolean kept = limits.openFiles() > 0 || !target.matches("/large.txt|/big.js");
                        boolean isWhole = expected.status().contains(" 200 ") && condition.isEmpty();
                        boolean isUnchanged = expected.status().contains(" 304 ") && condition.equals(tag);
                        // a directory may have another index file each time: what is found there is valid for a second
                        if (!target.endsWith("/")) {
                            assertEquals(kept && (isWhole || isUnchanged) ? 1 : 0, readying.ready - before, asked);
                        }
                    }
                }
            }
        }
        long open = limits.openFiles() > 0 ? 2 : 0;
        assertEquals(open, site.openDescriptors("large.txt"), "one for each of the two caches");
        assertEquals(open, site.openDescriptors("big.js"));
        long middling = limits.largest() < Site.MIDDLING.length() ? 2 : 0;
        assertEquals(middling, site.openDescriptors("middling.txt"));
        assertEquals(middling, site.openDescriptors("big.js.gz") == 0 ? 0 : 2);
    }
}
