package io.mpmoperator.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.conf.HttpSettings;
import io.mpmoperator.conf.LogSettings.LogLevel;
import io.mpmoperator.server.http.HttpConnection.Next;
import io.mpmoperator.server.log.Log;
import io.mpmoperator.server.scoreboard.Scoreboards;
import io.mpmoperator.server.scoreboard.WorkerSlot;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Plain requests whose responses are ready: a client gets what it would get otherwise, and the log has a line for each. */
class ReadyConnectionTest {

    private static final String HEAD = "HEAD /memory HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final String SMALL = "the content of a file";
    private static final String LARGE = "0123456789".repeat(10_000);

    @TempDir
    private Path folder;

    private final WorkerSlot slot = Scoreboards.empty(1, 1).process(0).worker(0);
    private final HeardRequests logged = new HeardRequests();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private HttpSettings settings = HttpSettings.defaults();
    private OpenFile small;
    private OpenFile large;
    private int handled;

    @BeforeEach
    void open() throws IOException {
        small = new OpenFile(FileChannel.open(Files.writeString(folder.resolve("small"), SMALL)));
        large = new OpenFile(FileChannel.open(Files.writeString(folder.resolve("large"), LARGE)));
    }

    @AfterEach
    void closesItsFiles() throws IOException {
        small.release();
        large.release();
        assertFalse(small.channel().isOpen(), "somebody still holds the small file");
        assertFalse(large.channel().isOpen(), "somebody still holds the large file");
    }

    /** Each target is its own content; of some the response is ready, and the same as if it were not. */
    private final RequestHandler targets = new RequestHandler() {
        @Override
        public boolean mayBlock(Request request) {
            return false;
        }

        @Override
        public @Nullable ReadyResponse ready(PlainHead head, long now) {
            return switch (head.path().toString()) {
                case "/memory" -> ready(SMALL);
                case "/memories" -> ready(LARGE);
                case "/small" -> ready(small, SMALL);
                case "/large" -> ready(large, LARGE);
                case "/gone" -> ReadyResponse.of(Response.of(200, HttpFields.EMPTY, closed()));
                default -> null;
            };
        }

        private Content closed() {
            try {
                OpenFile file = new OpenFile(FileChannel.open(folder.resolve("small")));
                file.release();
                return new Content.FilePart(file, 0, SMALL.length());
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        private ReadyResponse ready(String text) {
            return ReadyResponse.of(Response.of(200, HttpFields.EMPTY, memory(text)));
        }

        private ReadyResponse ready(OpenFile file, String text) {
            return ReadyResponse.of(Response.of(200, HttpFields.EMPTY, new Content.FilePart(file, 0, text.length())));
        }

        @Override
        public void handle(Exchange exchange) throws IOException {
            handled++;
            String body = new String(exchange.body().readAllBytes(), StandardCharsets.US_ASCII);
            String target = exchange.request().target();
            String text = target.equals("/memories") || target.equals("/large") ? LARGE : SMALL;
            exchange.respond(
                    Response.of(200, HttpFields.EMPTY, memory(target.equals("/echo") ? "[" + body + "]" : text)));
        }
    };

    private static Content memory(String text) {
        return new Content.Memory(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String get(String target, String... fields) {
        return "GET " + target + " HTTP/1.1\r\nHost: x\r\n" + String.join("", fields) + "\r\n";
    }

    private ServerContext context() {
        Log log = new Log(OutputStream.nullOutputStream(), LogLevel.ERROR, Clock.systemUTC());
        return new ServerContext(settings, targets, logged, log, stopping::get, UnaryOperator.identity());
    }

    private HttpConnection connection(MemoryTransport transport) {
        ServerContext context = context();
        return new HttpConnection(transport, context).attach(new Codec(context));
    }

    private Next converse(HttpConnection connection) throws IOException {
        Next next = connection.receive();
        while (next == Next.RESPOND || next == Next.PIPELINED) {
            next = next == Next.RESPOND ? connection.respond(slot) : connection.receive();
        }
        return next;
    }

    private static String bodies(String answers) {
        return answers.replaceAll("HTTP/1.1 200 OK\r\n(?s:.*?)\r\n\r\n", " ");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void answersEachOfThemAndLogsAndCountsIt(boolean waits) throws IOException {
        MemoryTransport transport = new MemoryTransport(waits);
        for (String target : List.of("/memory", "/small", "/large", "/memories", "/memory?q", "/echo", "/small")) {
            transport.receives(get(target));
        }
        HttpConnection connection = connection(transport);
        for (int i = 0; i < 7; i++) {
            assertEquals(Next.IDLE, converse(connection));
        }
        assertEquals(String.join(" ", "", SMALL, SMALL, LARGE, LARGE, SMALL, "[]", SMALL), bodies(transport.sent()));
        assertEquals(1, handled);
        assertEquals(7, slot.accesses());
        assertEquals(4L * SMALL.length() + 2L * LARGE.length() + 2, slot.bytes());
        assertEquals(7, connection.requests());
        assertEquals("GET /small HTTP/1.1", slot.requestLine());
        assertEquals(
                List.of(
                        "GET /memory HTTP/1.1 200",
                        "GET /small HTTP/1.1 200",
                        "GET /large HTTP/1.1 200",
                        "GET /memories HTTP/1.1 200",
                        "GET /memory?q HTTP/1.1 200",
                        "GET /echo HTTP/1.1 200",
                        "GET /small HTTP/1.1 200"),
                logged.lines());
        assertEquals(List.of(21L, 21L, 100_000L, 100_000L, 21L, 2L, 21L), logged.bytes());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void answersPipelinedOnesInOrderAmongOthers(boolean waits) throws IOException {
        MemoryTransport transport = new MemoryTransport(waits)
                .receives(get("/memory") + HEAD + get("/echo") + get("/large")
                        + "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello" + get("/small"));
        assertEquals(Next.IDLE, converse(connection(transport)));
        assertEquals(String.join(" ", "", SMALL, "", "[]", LARGE, "[hello]", SMALL), bodies(transport.sent()));
        assertEquals(6, logged.lines().size());
    }

    /** A handler that reads the body of a request without one gets its end, and not the next request. */
    @Test
    void leavesTheNextRequestAloneWhoeverReadsTheBodyOfOneWithout() throws IOException {
        MemoryTransport transport = new MemoryTransport().receives(get("/echo") + get("/memory") + get("/echo"));
        assertEquals(Next.IDLE, converse(connection(transport)));
        assertEquals(" [] " + SMALL + " []", bodies(transport.sent()));
    }

    @Test
    void answersOneThatArrivesInPiecesAsItAnswersOneInOne() throws IOException {
        String request = get("/memory");
        HttpConnection connection = connection(new MemoryTransport());
        MemoryTransport transport = (MemoryTransport) connection.transport();
        transport.receives(request);
        assertEquals(Next.IDLE, converse(connection));
        String whole = withoutDate(transport.sent());
        for (int at = 1; at < request.length(); at++) {
            transport.receives(request.substring(0, at)).receives(request.substring(at));
            assertEquals(Next.IDLE, converse(connection));
            String answer = withoutDate(transport.sent());
            assertEquals(sorted(whole), sorted(answer), "in two pieces, the first of " + at);
        }
        assertEquals(Collections.nCopies(request.length(), "GET /memory HTTP/1.1 200"), logged.lines());
    }

    private static String withoutDate(String answer) {
        return answer.replaceAll("Date: [^\r]+\r\n", "");
    }

    private static List<String> sorted(String answer) {
        return answer.lines().sorted().toList();
    }

    @Test
    void saysInEachWhatTimeItIs() throws IOException {
        MemoryTransport transport = new MemoryTransport();
        HttpConnection connection = connection(transport);
        for (String target : List.of("/memory", "/small", "/large", "/memory")) {
            Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);
            transport.receives(get(target));
            assertEquals(Next.IDLE, converse(connection));
            Matcher date = Pattern.compile("\r\nDate: ([^\r]+)\r\n").matcher(transport.sent());
            assertTrue(date.find());
            Instant said = ZonedDateTime.parse(date.group(1), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            assertFalse(said.isBefore(before) || said.isAfter(Instant.now()), () -> said + " at " + before);
        }
    }

    @Test
    void saysInTheLastOneThatTheConnectionCloses() throws IOException {
        settings = settings.withMaxKeepAliveRequests(3);
        MemoryTransport transport =
                new MemoryTransport().receives(get("/memory").repeat(10));
        assertEquals(Next.LINGER, converse(connection(transport)));
        String answers = transport.sent();
        assertEquals(3, answers.split("HTTP/1.1 200 OK", -1).length - 1);
        assertEquals(answers.indexOf("Connection: close"), answers.lastIndexOf("Connection: close"));
        assertTrue(answers.indexOf("Connection: close") > answers.lastIndexOf("HTTP/1.1 200 OK"), answers);
        assertEquals(3, slot.accesses());
    }

    @ParameterizedTest
    @CsvSource({"close, CLOSE", "Close, CLOSE", "keep-alive, IDLE"})
    void doesAsTheClientSays(String option, Next next) throws IOException {
        for (String target : List.of("/memory", "/small", "/large")) {
            MemoryTransport transport = new MemoryTransport().receives(get(target, "Connection: " + option + "\r\n"));
            assertEquals(next, converse(connection(transport)), target);
            assertEquals(next == Next.CLOSE, transport.sent().contains("\r\nConnection: close\r\n"), target);
        }
    }

    /** A client that said so and sends on has its rest read before the end: it would not see the response otherwise. */
    @Test
    void lingersWhereMoreCameAfterTheLast() throws IOException {
        MemoryTransport transport =
                new MemoryTransport().receives(get("/memory", "Connection: close\r\n") + get("/memory"));
        assertEquals(Next.LINGER, converse(connection(transport)));
        assertEquals(" " + SMALL, bodies(transport.sent()));
    }

    @Test
    void saysThatItClosesOnceTheProcessIsEndingOrNothingIsKept() throws IOException {
        MemoryTransport transport =
                new MemoryTransport().receives(get("/memory")).receives(get("/memory"));
        HttpConnection connection = connection(transport);
        assertEquals(Next.IDLE, converse(connection));
        assertFalse(transport.sent().contains("Connection: close"));
        stopping.set(true);
        assertEquals(Next.LINGER, converse(connection));
        assertTrue(transport.sent().contains("Connection: close"));
    }

    /** As the listener does that hands a connection to another thread. */
    @Test
    void isAnsweredTheSameByAThreadThatDidNotReceiveIt() throws IOException {
        ServerContext context = context();
        Codec codec = new Codec(context);
        MemoryTransport transport = new MemoryTransport().receives(get("/small", "Connection: close\r\n"));
        HttpConnection connection = new HttpConnection(transport, context).attach(codec);
        assertEquals(Next.RESPOND, connection.receive());
        assertTrue(connection.detach());
        MemoryTransport other = new MemoryTransport().receives(get("/memory?another"));
        HttpConnection between = new HttpConnection(other, context).attach(codec);
        assertEquals(Next.IDLE, converse(between));
        assertTrue(between.detach());

        assertEquals(Next.CLOSE, connection.attach(codec).respond(slot));
        assertEquals(" " + SMALL, bodies(transport.sent()));
        assertEquals(List.of("GET /memory?another HTTP/1.1 200", "GET /small HTTP/1.1 200"), logged.lines());
    }

    /** At any byte, with another client's response in the thread's buffer meanwhile, and with a request waiting behind it. */
    @ParameterizedTest
    @ValueSource(strings = {"/memory", "/small", "/large", "/memories"})
    void goesOnWhereASlowClientHasStoppedReading(String target) throws IOException {
        MemoryTransport fast = new MemoryTransport().receives(get(target));
        assertEquals(Next.IDLE, converse(connection(fast)));
        String whole = fast.sent();
        for (int taken = 0; taken < whole.length(); taken += taken < 300 ? 7 : 9_999) {
            ServerContext context = context();
            Codec codec = new Codec(context);
            MemoryTransport transport =
                    new MemoryTransport().receives(get(target) + get("/echo")).takes(taken);
            HttpConnection connection = new HttpConnection(transport, context).attach(codec);
            assertEquals(Next.NEEDS_OUTPUT, converse(connection));
            assertTrue(connection.detach());
            MemoryTransport other = new MemoryTransport().receives(get("/memory?another"));
            assertEquals(Next.IDLE, converse(new HttpConnection(other, context).attach(codec)));

            String first = transport.sent();
            assertEquals(taken, first.length());
            transport.takes(1);
            assertEquals(
                    taken == whole.length() - 1 ? Next.PIPELINED : Next.NEEDS_OUTPUT,
                    connection.attach(codec).flush(slot));
            String second = transport.sent();
            transport.takes(Integer.MAX_VALUE);
            if (taken < whole.length() - 1) {
                assertEquals(Next.PIPELINED, connection.flush(slot));
            }
            String last = transport.sent();
            assertEquals(withoutDate(whole), withoutDate(first + second + last), "after " + taken);
            assertEquals(Next.IDLE, converse(connection));
            assertTrue(transport.sent().endsWith("[]"));
            assertEquals(
                    "GET " + target + " HTTP/1.1 200",
                    logged.lines().get(logged.lines().size() - 2));
        }
    }

    /** The client goes, or the connection is closed on it, in the middle. */
    @ParameterizedTest
    @CsvSource({
        "/memory, 0, true",
        "/memory, 10, false",
        "/memory, -1, true",
        "/small, -10, true",
        "/small, -10, false",
        "/large, 10, true",
        "/large, -1, true",
        "/large, -50000, false",
        "/memories, -50000, true",
    })
    void isLoggedWithWhatWasSentOfItWhereItBreaksOff(String target, int taken, boolean parked) throws IOException {
        MemoryTransport fast = new MemoryTransport().receives(get(target));
        assertEquals(Next.IDLE, converse(connection(fast)));
        String whole = fast.sent();
        int sent = taken < 0 ? whole.length() + taken : taken;
        MemoryTransport transport = new MemoryTransport().receives(get(target)).takes(sent);
        HttpConnection connection = connection(transport);
        assertEquals(Next.NEEDS_OUTPUT, converse(connection));
        if (parked) {
            assertTrue(connection.detach());
        }
        connection.close();

        assertTrue(transport.aborted(), "no client takes its end for the response's");
        assertEquals(Collections.nCopies(2, "GET " + target + " HTTP/1.1 200"), logged.lines());
        int head = whole.indexOf("\r\n\r\n") + 4;
        assertEquals(Math.max(0L, sent - head), logged.bytes().get(1));
        assertEquals(1, slot.accesses(), "the one that broke off is not counted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/memory", "/small", "/large"})
    void isLoggedWithNothingWhereTheClientIsGoneAlready(String target) throws IOException {
        MemoryTransport transport =
                new MemoryTransport(true).receives(get(target)).takes(0);
        HttpConnection connection = connection(transport);
        assertEquals(Next.RESPOND, connection.receive());
        assertThrows(IOException.class, () -> connection.respond(slot));
        connection.detach();
        connection.close();
        assertTrue(transport.aborted());
        assertEquals(List.of("GET " + target + " HTTP/1.1 200"), logged.lines());
        assertEquals(List.of(0L), logged.bytes());
        assertEquals(0, slot.accesses());
    }

    /** As a file that the cache has closed between finding it and sending it. */
    @Test
    void isHandledWhereWhatWasReadyIsNoLonger() throws IOException {
        MemoryTransport transport = new MemoryTransport().receives(get("/gone") + get("/memory"));
        HttpConnection connection = connection(transport);
        assertEquals(Next.IDLE, converse(connection));
        assertEquals(" " + SMALL + " " + SMALL, bodies(transport.sent()));
        assertEquals(1, handled);
        assertEquals(2, connection.requests());
        assertEquals(List.of("GET /gone HTTP/1.1 200", "GET /memory HTTP/1.1 200"), logged.lines());
    }

    /** A file that is cut off while it is sent breaks its response off. */
    @Test
    void endsWithoutARestThatTheFileHasNoLonger() throws IOException {
        MemoryTransport transport =
                new MemoryTransport().receives(get("/large")).takes(1000);
        HttpConnection connection = connection(transport);
        assertEquals(Next.NEEDS_OUTPUT, converse(connection));
        Files.writeString(folder.resolve("large"), "short");
        transport.takes(Integer.MAX_VALUE);
        assertThrows(IOException.class, () -> connection.flush(slot));
        connection.detach();
        connection.close();
        assertTrue(transport.aborted());
        assertEquals(List.of("GET /large HTTP/1.1 200"), logged.lines());
    }
}
