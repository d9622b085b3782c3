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
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP/1.1 by the byte (RFC 9110, RFC 9112), over a connection in memory. */
class HttpConnectionTest {

    private static final String GET = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n";

    private static final String LARGE_HEAD = GET.replace("/a", "/large-head");

    /** Answers with the method, the target and the body that was read. */
    private static final RequestHandler ECHO = new RequestHandler() {
        @Override
        public boolean mayBlock(Request request) {
            return false;
        }

        @Override
        public void handle(Exchange exchange) throws IOException {
            Request request = exchange.request();
            if (request.target().equals("/ignore")) {
                exchange.respond(Response.of(200, HttpFields.EMPTY, text("ignored")));
            } else if (request.target().equals("/large-head")) {
                HttpFields fields = HttpFields.build().put("x", "y".repeat(40_000));
                exchange.respond(Response.of(200, fields, text("large head")));
            } else if (request.target().equals("/stream")) {
                try (OutputStream body = exchange.stream(200, HttpFields.EMPTY, -1)) {
                    body.write("one".getBytes(StandardCharsets.US_ASCII));
                    body.flush();
                    body.write("two".getBytes(StandardCharsets.US_ASCII));
                }
            } else {
                String body = new String(exchange.body().readAllBytes(), StandardCharsets.ISO_8859_1);
                String line = request.method() + " " + request.target() + " [" + body + "]";
                exchange.respond(Response.of(200, HttpFields.EMPTY, text(line)));
            }
        }
    };

    private static Content.Memory text(String text) {
        return new Content.Memory(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private final WorkerSlot slot = Scoreboards.empty(1, 1).process(0).worker(0);
    private final MemoryTransport transport = new MemoryTransport();

    private static ServerContext context(HttpSettings settings, RequestHandler handler, BooleanSupplier stopping) {
        Log log = new Log(OutputStream.nullOutputStream(), LogLevel.ERROR, Clock.systemUTC());
        return new ServerContext(settings, handler, RequestLog.NONE, log, stopping, UnaryOperator.identity());
    }

    private HttpConnection connection(HttpSettings settings, boolean stopping) {
        ServerContext context = context(settings, ECHO, () -> stopping);
        return new HttpConnection(transport, context).attach(new Codec(context));
    }

    private HttpConnection connection() {
        return connection(HttpSettings.defaults(), false);
    }

    /** Goes on until the connection waits for something. */
    private Next converse(HttpConnection connection) throws IOException {
        Next next = connection.receive();
        while (next == Next.RESPOND || next == Next.PIPELINED) {
            next = next == Next.RESPOND ? connection.respond(slot) : connection.receive();
        }
        return next;
    }

    @Test
    void answersAndKeepsTheConnection() throws IOException {
        HttpConnection connection = connection();
        transport.receives(GET);

        assertEquals(Next.IDLE, converse(connection));
        String answer = transport.sent();
        assertTrue(answer.startsWith("HTTP/1.1 200 OK\r\n"), answer);
        assertTrue(answer.contains("\r\nContent-Length: 9\r\n") && answer.contains("\r\nDate: "), answer);
        assertTrue(answer.endsWith("\r\n\r\nGET /a []"), answer);
        assertEquals(1, slot.accesses());
    }

    @Test
    void answersPipelinedRequestsInOrder() throws IOException {
        transport.receives(GET + GET.replace("/a", "/b") + GET.replace("/a", "/c"));

        assertEquals(Next.IDLE, converse(connection()));
        String answers = transport.sent();
        assertTrue(answers.indexOf("GET /a") < answers.indexOf("GET /b"), answers);
        assertTrue(answers.indexOf("GET /b") < answers.indexOf("GET /c"), answers);
    }

    private HttpConnection connectionWithin(RequestMemory memory, MemoryTransport transport) {
        ServerContext unlimited = context(HttpSettings.defaults(), ECHO, () -> false);
        ServerContext context = new ServerContext(
                unlimited.settings(),
                unlimited.handler(),
                unlimited.requests(),
                unlimited.log(),
                unlimited.stopping(),
                unlimited.encryption(),
                memory);
        return new HttpConnection(transport, context).attach(new Codec(context));
    }

    private static String unfinished(int fields) {
        return "GET /a HTTP/1.1\r\nHost: x\r\n" + ("x: " + "y".repeat(7_000) + "\r\n").repeat(fields);
    }

    @Test
    void refusesAHeadForWhichThereIsNoMemoryAndKeepsNothingOfIt() throws IOException {
        RequestMemory memory = new RequestMemory(65_536, System::nanoTime);
        HttpConnection connection = connectionWithin(memory, transport);
        transport.receives(unfinished(12));

        assertEquals(Next.LINGER, converse(connection));
        assertTrue(transport.sent().startsWith("HTTP/1.1 431 "), transport.sent());
        assertTrue(connection.detach());
        assertEquals(0, memory.used());
    }

    @Test
    void holdsMemoryForALargeHeadUntilItIsAnswered() throws IOException {
        RequestMemory memory = new RequestMemory(1 << 20, System::nanoTime);
        HttpConnection connection = connectionWithin(memory, transport);
        transport.receives(unfinished(12));
        assertEquals(Next.NEEDS_INPUT, converse(connection));
        assertTrue(connection.detach());
        assertTrue(memory.used() > 84_000 && memory.used() < 90_000, () -> "held " + memory.used());

        ServerContext context = context(HttpSettings.defaults(), ECHO, () -> false);
        transport.receives("\r\n");
        assertEquals(Next.IDLE, converse(connection.attach(new Codec(context))));
        assertTrue(transport.sent().endsWith("GET /a []"), transport.sent());
        assertTrue(connection.detach());
        assertEquals(0, memory.used());
    }

    /** As while all workers are busy: the request waits without a thread. */
    @Test
    void countsAWholeHeadThatWaitsForAWorker() throws IOException {
        RequestMemory memory = new RequestMemory(65_536, System::nanoTime);
        HttpConnection connection = connectionWithin(memory, transport.receives(unfinished(1) + "\r\n"));

        assertEquals(Next.RESPOND, connection.receive());
        assertTrue(connection.detach());
        assertTrue(memory.used() > 7_000 && memory.used() < 9_000, () -> "held " + memory.used());
        connection.close();
        assertEquals(0, memory.used());
    }

    @Test
    void refusesAWholeHeadForWhichThereIsNoMemoryAndKnowsItsLine() throws IOException {
        RequestMemory memory = new RequestMemory(1_024, System::nanoTime);
        HttpConnection connection = connectionWithin(memory, transport.receives(unfinished(1) + "\r\n"));

        assertEquals(Next.LINGER, converse(connection));
        assertTrue(transport.sent().startsWith("HTTP/1.1 503 "), transport.sent());
        assertEquals("GET /a HTTP/1.1", slot.requestLine());
        assertEquals(0, memory.used());
    }

    @Test
    void holdsMemoryForALargeHeadOfAResponseUntilItIsSent() throws IOException {
        RequestMemory memory = new RequestMemory(1 << 20, System::nanoTime);
        transport.takes(100);
        HttpConnection connection = connectionWithin(memory, transport.receives(LARGE_HEAD));

        assertEquals(Next.RESPOND, connection.receive());
        assertEquals(Next.NEEDS_OUTPUT, connection.respond(slot));
        assertEquals(Codec.LARGEST_HEAD, memory.used());
        transport.takes(1 << 20);
        assertEquals(Next.IDLE, connection.flush(slot));
        assertEquals(0, memory.used());
    }

    @Test
    void answersWithNoLargeHeadWhereThereIsNoMemoryForIt() {
        RequestMemory memory = new RequestMemory(65_536, System::nanoTime);
        assertTrue(memory.hold(new RequestMemory.Share(() -> {}), 1, false));
        HttpConnection connection = connectionWithin(memory, transport.receives(LARGE_HEAD));

        IOException none = assertThrows(IOException.class, () -> converse(connection));
        assertTrue(String.valueOf(none.getMessage()).contains("RequestMemoryLimit"), none::toString);
        assertEquals(1, memory.used());
    }

    @Test
    void answersASmallHeadWhileOthersHoldAllMemoryAndEndsTheOldestOfThem() throws IOException {
        RequestMemory memory = new RequestMemory(100_000, System::nanoTime);
        MemoryTransport stranger = new MemoryTransport().receives(unfinished(13));
        HttpConnection strange = connectionWithin(memory, stranger);
        assertEquals(Next.NEEDS_INPUT, converse(strange));
        assertTrue(strange.detach());

        HttpConnection connection = connectionWithin(memory, transport);
        transport.receives(GET.substring(0, 20));
        assertEquals(Next.NEEDS_INPUT, converse(connection));
        MemoryTransport late = new MemoryTransport().receives(unfinished(13));
        assertEquals(Next.LINGER, converse(connectionWithin(memory, late)));
        assertTrue(late.sent().startsWith("HTTP/1.1 431 "), late.sent());
        HttpConnection slow = connectionWithin(memory, new MemoryTransport().receives(unfinished(1)));
        assertEquals(Next.NEEDS_INPUT, converse(slow));
        assertTrue(stranger.hungUp());

        transport.receives(GET.substring(20));
        assertEquals(Next.IDLE, converse(connection));
        assertTrue(transport.sent().endsWith("GET /a []"));
    }

    @ParameterizedTest
    @CsvSource({
        "8100, 0, 0, 200",
        "9000, 0, 0, 413",
        "0, 9000, 1, 400",
        "0, 8100, 1, 200",
        "0, 1, 100, 200",
        "0, 1, 101, 400",
        "0, 7000, 100, 200",
    })
    void holdsChunkExtensionsAndTrailersToTheLimitsOfFields(int extension, int trailer, int trailers, int status)
            throws IOException {
        String chunk = "5;e=1" + "e".repeat(extension) + "\r\nhello\r\n";
        String section = ("x: " + "t".repeat(trailer) + "\r\n").repeat(trailers);
        String request = "POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk.repeat(3) + "0\r\n"
                + section + "\r\n";
        for (int at = 0; at < request.length(); at += 1000) {
            transport.receives(request.substring(at, Math.min(request.length(), at + 1000)));
        }

        converse(connection());

        assertTrue(transport.sent().startsWith("HTTP/1.1 " + status + " "), transport.sent());
    }

    @Test
    void collectsAHeadThatArrivesByteByByteAcrossParkings() throws IOException {
        Codec codec = new Codec(context(HttpSettings.defaults(), ECHO, () -> false));
        HttpConnection connection = connection();
        connection.detach();
        Next next = Next.NEEDS_INPUT;
        for (int i = 0; i < GET.length(); i++) {
            assertEquals(Next.NEEDS_INPUT, next);
            transport.receives(GET.substring(i, i + 1));
            next = converse(connection.attach(codec));
            connection.detach();
        }
        assertEquals(Next.IDLE, next);
        assertTrue(transport.sent().endsWith("GET /a []"));
    }

    @Test
    void acceptsManyShortFieldsThatFillTheBufferAtOnce() throws IOException {
        String all = "GET /a HTTP/1.1\r\nHost: x\r\n" + ("A: " + "b".repeat(90) + "\r\n").repeat(95) + "\r\n";
        assertTrue(all.length() > 8192);
        transport.receives(all.substring(0, 8192)).receives(all.substring(8192));

        assertEquals(Next.IDLE, converse(connection()));
        assertTrue(transport.sent().startsWith("HTTP/1.1 200 "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /a HTTP/2.0", "GET /a HTTP/3.0"})
    void refusesAVersionThatItDoesNotSpeak(String line) throws IOException {
        transport.receives(line + "\r\nHost: x\r\n\r\n");

        converse(connection());
        assertTrue(transport.sent().startsWith("HTTP/1.1 505 "));
    }

    @ParameterizedTest
    @ValueSource(strings = {":GET /a HTTP/1.1", "\r\n::GET /a HTTP/1.1", "GET /a\u007fb HTTP/1.1"})
    void refusesWhatTheParserWouldReadOver(String line) throws IOException {
        transport.receives(line + "\r\nHost: x\r\n\r\n");

        converse(connection());
        assertTrue(transport.sent().startsWith("HTTP/1.1 400 "));
    }

    @Test
    void keepsPipelinedBytesWhileItIsParked() throws IOException {
        HttpConnection connection = connection();
        transport.receives(GET + "GET /b HT");
        assertEquals(Next.NEEDS_INPUT, converse(connection));
        connection.detach();
        transport.receives("TP/1.1\r\nHost: x\r\n\r\n");

        assertEquals(
                Next.IDLE, converse(connection.attach(new Codec(context(HttpSettings.defaults(), ECHO, () -> false)))));
        assertTrue(transport.sent().endsWith("GET /b []"));
    }

    @Test
    void decodesABodyWithItsLengthAndOneInChunks() throws IOException {
        transport.receives("POST /p HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello");
        transport.receives("POST /q HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "3;ext=1\r\nabc\r\n2\r\nde\r\n0\r\nTrailer: ignored\r\n\r\n");

        HttpConnection connection = connection();
        assertEquals(Next.IDLE, converse(connection));
        assertTrue(transport.sent().endsWith("POST /p [hello]"));
        assertEquals(Next.IDLE, converse(connection));
        assertTrue(transport.sent().endsWith("POST /q [abcde]"));
    }

    @Test
    void sendsContinueOnlyWhenTheBodyIsRead() throws IOException {
        String expecting = "POST /p HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n";
        transport.receives(expecting).receives("hi");
        assertEquals(Next.IDLE, converse(connection()));
        assertTrue(transport.sent().startsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200"));

        MemoryTransport other = transport.receives(expecting.replace("/p", "/ignore"));
        assertEquals(Next.LINGER, converse(connection()));
        assertFalse(other.sent().contains("100 Continue"));
    }

    @Test
    void streamsInChunksAndToOldClientsUntilTheEnd() throws IOException {
        transport.receives("GET /stream HTTP/1.1\r\nHost: x\r\n\r\n");
        assertEquals(Next.IDLE, converse(connection()));
        String chunked = transport.sent();
        assertTrue(chunked.contains("Transfer-Encoding: chunked"), chunked);
        assertTrue(chunked.endsWith("\r\n3\r\none\r\n3\r\ntwo\r\n0\r\n\r\n"), chunked);

        transport.receives("GET /stream HTTP/1.0\r\n\r\n");
        Next next = converse(connection());
        String plain = transport.sent();
        assertTrue(plain.endsWith("\r\n\r\nonetwo") && !plain.contains("chunked"), plain);
        assertTrue(next == Next.CLOSE || next == Next.LINGER);
    }

    @Test
    void answersHeadWithoutABodyButWithItsLength() throws IOException {
        transport.receives("HEAD /a HTTP/1.1\r\nHost: x\r\n\r\n");
        assertEquals(Next.IDLE, converse(connection()));
        String answer = transport.sent();
        assertTrue(answer.contains("Content-Length: 10") && answer.endsWith("\r\n\r\n"), answer);
    }

    @Test
    void closesAfterHttp10UnlessItAsksToKeep() throws IOException {
        transport.receives("GET /a HTTP/1.0\r\n\r\n");
        assertEquals(Next.CLOSE, converse(connection()));
        transport.sent();

        transport.receives("GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
        assertEquals(Next.IDLE, converse(connection()));
        assertTrue(transport.sent().toLowerCase(java.util.Locale.ROOT).contains("connection: keep-alive"));
    }

    @Test
    void closesAfterMaxKeepAliveRequestsAndWhenStopping() throws IOException {
        HttpConnection two = connection(HttpSettings.defaults().withMaxKeepAliveRequests(2), false);
        transport.receives(GET);
        assertEquals(Next.IDLE, converse(two));
        transport.receives(GET);
        assertEquals(Next.LINGER, converse(two));
        transport.sent();

        transport.receives(GET);
        assertEquals(Next.LINGER, converse(connection(HttpSettings.defaults(), true)));
        assertTrue(transport.sent().contains("Connection: close"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense\r\n\r\n",
                "GET /a HTTP/1.1\r\n\r\n",
                "GET /a HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
                "GET /a HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "GET /a HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\na",
                "GET /a HTTP/1.1\r\nHost: x\r\nContent-Length: +1\r\n\r\na",
                "GET /a HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\na",
                "GET /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n",
                "GET /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked, gzip\r\n\r\n",
                "GET /a HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "GET /a HTTP/1.1\r\nHost: x\r\nA: b\r\n folded\r\n\r\n",
                "GET /a HTTP/1.1\r\nHost: x\r\nA : b\r\n\r\n",
                "GET /a HTTP/1.1\r\nHost: x\r\nA: b\rC: d\r\n\r\n",
                "GET /a HTTP/1.1\r\nHost: x\r\nA: \u0000\r\n\r\n",
                "GET  /a HTTP/1.1 extra\r\nHost: x\r\n\r\n",
                "G\u0001T /a HTTP/1.1\r\nHost: x\r\n\r\n"
            })
    void refusesWhatCouldBeReadInTwoWays(String request) throws IOException {
        transport.receives(request);

        assertEquals(Next.LINGER, converse(connection()));
        String answer = transport.sent();
        assertTrue(answer.startsWith("HTTP/1.1 400 ") && answer.contains("Connection: close"), answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip, chunked", "chunked,,,", ",chunked", "chunked;q=1, chunked", "identity, chunked"})
    void refusesATransferCodingThatItDoesNotUndo(String codings) throws IOException {
        transport.receives("POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: " + codings + "\r\n\r\n0\r\n\r\n");

        assertEquals(Next.LINGER, converse(connection()));
        String answer = transport.sent();
        assertTrue(answer.startsWith("HTTP/1.1 501 ") && answer.contains("Connection: close"), answer);
    }

    @ParameterizedTest
    @CsvSource({"9000, 0, 0, 414", "100, 9000, 1, 431", "100, 10, 101, 431"})
    void holdsTheLimitsOfTheHead(int line, int field, int fields, int status) throws IOException {
        StringBuilder request = new StringBuilder("GET /" + "a".repeat(line) + " HTTP/1.1\r\nHost: x\r\n");
        for (int i = 0; i < fields; i++) {
            request.append("F").append(i).append(": ").append("b".repeat(field)).append("\r\n");
        }
        transport.receives(request.append("\r\n").toString());

        assertEquals(Next.LINGER, converse(connection()));
        assertTrue(transport.sent().startsWith("HTTP/1.1 " + status));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /", "GET / HTTP/1.1\r\nHost: x\r\nF: "})
    void givesUpOnALineThatNeverEnds(String beginning) throws IOException {
        HttpConnection connection = connection();
        transport.receives(beginning);
        for (int i = 0; i < 10; i++) {
            transport.receives("a".repeat(2000));
        }
        assertEquals(Next.LINGER, converse(connection));
        assertTrue(transport.sent().startsWith("HTTP/1.1 4"));
    }

    @Test
    void refusesABodyBeyondTheLimitWithOrWithoutItsLength() throws IOException {
        HttpSettings small = HttpSettings.defaults().withLimitRequestBody(4);
        transport.receives("POST /p HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello");
        assertEquals(Next.LINGER, converse(connection(small, false)));
        assertTrue(transport.sent().startsWith("HTTP/1.1 413"));

        transport.receives("POST /p HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n");
        assertEquals(Next.LINGER, converse(connection(small, false)));
        assertTrue(transport.sent().startsWith("HTTP/1.1 413"));
    }

    @Test
    void answers408ToAClientThatBeganARequestAndNothingToOneThatDidNot() throws IOException {
        HttpConnection silent = connection();
        assertEquals(Next.NEEDS_INPUT, converse(silent));
        assertEquals(Next.CLOSE, silent.expire());

        HttpConnection slow = connection();
        transport.receives("GET /a HT");
        assertEquals(Next.NEEDS_INPUT, converse(slow));
        assertEquals(Next.RESPOND, slow.expire());
        assertEquals(Next.LINGER, slow.respond(slot));
        assertTrue(transport.sent().startsWith("HTTP/1.1 408"));
    }

    @Test
    void goesOnSendingWhenASlowClientReadsAgain() throws IOException {
        HttpConnection connection = connection();
        transport.receives(GET).takes(20);
        assertEquals(Next.NEEDS_OUTPUT, converse(connection));
        connection.detach();
        String first = transport.sent();
        assertEquals(20, first.length());

        transport.takes(Integer.MAX_VALUE);
        assertEquals(
                Next.IDLE,
                connection
                        .attach(new Codec(context(HttpSettings.defaults(), ECHO, () -> false)))
                        .flush(slot));
        assertTrue((first + transport.sent()).endsWith("\r\n\r\nGET /a []"));
    }

    @Test
    void closesWhenTheClientHas() throws IOException {
        transport.receives(GET).ends();
        HttpConnection connection = connection();
        assertEquals(Next.CLOSE, converse(connection) == Next.IDLE ? converse(connection) : Next.CLOSE);
        connection.close();
        assertTrue(transport.closed());
    }
}
