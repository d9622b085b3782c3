package io.mpmoperator.server.handler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.mpmoperator.conf.LogSettings.LogLevel;
import io.mpmoperator.server.http.BadRequestException;
import io.mpmoperator.server.http.FakeExchange;
import io.mpmoperator.server.log.Log;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HandlerAdapterTest {

    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();

    @Test
    void showsTheRequest() throws Exception {
        AtomicReference<HttpExchange> seen = new AtomicReference<>();
        FakeExchange exchange =
                FakeExchange.withBody("POST", "/api/x?y=%20z", "body", "X-A", "1", "x-a", "2", "X-Empty", "");
        answer(exchange, handler(it -> {
            seen.set(it);
            assertEquals("body", new String(it.getRequestBody().readAllBytes(), UTF_8));
            it.sendResponseHeaders(204, -1);
        }));
        HttpExchange it = Objects.requireNonNull(seen.get());
        assertEquals("POST", it.getRequestMethod());
        assertEquals("/api/x?y=%20z", it.getRequestURI().toString());
        assertEquals("HTTP/1.1", it.getProtocol());
        assertEquals(List.of("1", "2"), it.getRequestHeaders().get("X-A"));
        assertEquals("", it.getRequestHeaders().getFirst("x-empty"));
        assertThrows(
                UnsupportedOperationException.class,
                () -> it.getRequestHeaders().add("X", "y"));
        assertEquals("/api", it.getHttpContext().getPath());
        assertEquals(exchange.remoteAddress(), it.getRemoteAddress());
        assertNull(it.getPrincipal());
        assertEquals(204, it.getResponseCode());
        assertEquals("", logged());
    }

    @Test
    void announcesALengthThatIsKnown() throws Exception {
        FakeExchange answer = answer(get(), handler(it -> {
            it.getResponseHeaders().set("Content-Type", "text/plain");
            it.getResponseHeaders().add("Set-Cookie", "a=b");
            it.getResponseHeaders().add("Set-Cookie", "c=d");
            it.sendResponseHeaders(201, 5);
            it.getResponseBody().write("hello".getBytes(UTF_8));
        }));
        assertEquals(201, answer.status());
        assertEquals(5, answer.announced());
        assertEquals("hello", answer.text());
        assertEquals("text/plain", answer.field("Content-Type"));
        assertEquals(List.of("a=b", "c=d"), answer.fields().getValuesList("Set-Cookie"));
        assertTrue(answer.complete());
    }

    @Test
    void sendsABodyOfAnyLengthInChunks() throws Exception {
        FakeExchange answer = answer(get(), handler(it -> {
            it.sendResponseHeaders(200, 0);
            for (int i = 0; i < 1000; i++) {
                it.getResponseBody().write('x');
                it.getResponseBody().flush();
            }
            it.close();
        }));
        assertEquals(-1, answer.announced());
        assertEquals("x".repeat(1000), answer.text());
        assertTrue(answer.complete());
    }

    @ParameterizedTest(name = "{0} with length {1}")
    @CsvSource({"200, -1", "204, -1", "204, 0", "204, 10", "304, 10"})
    void sendsNoBodyWhereNoneIsMeant(int status, long length) throws Exception {
        FakeExchange answer = answer(get(), handler(it -> {
            it.sendResponseHeaders(status, length);
            assertThrows(IOException.class, () -> it.getResponseBody().write('x'));
            it.close();
        }));
        assertEquals(status, answer.status());
        assertEquals(0, answer.announced());
        assertEquals("", logged());
    }

    @ParameterizedTest(name = "length {0}, own Content-Length {1}: {2}")
    @CsvSource({"5, , 5", "0, , -1", "-1, , -1", "-1, 7, 7", "-1, nonsense, -1", "-1, 0, 0"})
    void answersHeadAsAHandlerMeansIt(long length, String own, long announced) throws Exception {
        FakeExchange answer = answer(FakeExchange.of("HEAD", "/api"), handler(it -> {
            if (own != null) {
                it.getResponseHeaders().set("Content-Length", own);
            }
            it.sendResponseHeaders(200, length);
        }));
        assertEquals(200, answer.status());
        assertEquals(announced, answer.announced());
        assertEquals("", answer.field("Content-Length"));
        assertTrue(answer.complete());
        assertEquals("", logged());
    }

    @Test
    void streamsBothWaysAtOnce() throws Exception {
        FakeExchange request = FakeExchange.withBody(
                "POST", "/api", -1, new ByteArrayInputStream("x".repeat(100_000).getBytes(UTF_8)));
        FakeExchange answer = answer(request, handler(it -> {
            it.sendResponseHeaders(200, 0);
            it.getRequestBody().transferTo(it.getResponseBody());
        }));
        assertEquals(100_000, answer.bytes().length);
        assertTrue(answer.complete());
    }

    @Test
    void sendsThroughStreamsThatTheHandlerHasSet() throws Exception {
        FakeExchange answer = answer(FakeExchange.withBody("POST", "/api", "hello"), handler(it -> {
            it.sendResponseHeaders(200, 0);
            it.setStreams(null, new GZIPOutputStream(it.getResponseBody()));
            it.getRequestBody().transferTo(it.getResponseBody());
        }));
        try (GZIPInputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(answer.bytes()))) {
            assertEquals("hello", new String(unzipped.readAllBytes(), UTF_8));
        }
    }

    @Test
    void keepsAttributesToTheExchange() throws Exception {
        HttpHandler handler = handler(it -> {
            assertNull(it.getAttribute("a"));
            it.setAttribute("a", "b");
            assertEquals("b", it.getAttribute("a"));
            it.setAttribute("a", null);
            assertNull(it.getAttribute("a"));
            it.setAttribute("a", "c");
            it.sendResponseHeaders(204, -1);
        });
        assertEquals(204, answer(get(), handler).status());
        assertEquals(204, answer(get(), handler).status());
    }

    @Test
    void leavesToTheConnectionWhatIsItsOwn() throws Exception {
        FakeExchange answer = answer(get(), handler(it -> {
            for (String name :
                    List.of("Content-Length", "Transfer-Encoding", "Keep-Alive", "Date", "Server", "Upgrade")) {
                it.getResponseHeaders().set(name, "1");
            }
            it.getResponseHeaders().set("Connection", "keep-alive, X-A");
            it.getResponseHeaders().set("X-A", "a");
            it.sendResponseHeaders(200, 2);
            it.getResponseBody().write("ok".getBytes(UTF_8));
        }));
        assertEquals("[X-a: a]", answer.fields().stream().toList().toString());
    }

    @Test
    void letsAHandlerEndTheConnection() throws Exception {
        FakeExchange answer = answer(get(), handler(it -> {
            it.getResponseHeaders().set("Connection", "Close");
            it.sendResponseHeaders(200, 0);
        }));
        assertEquals("close", answer.field("Connection"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nSet-Cookie: x", "a\nb", "a\rb", "a\u0000b", "a\r\n b", "a\u007fb"})
    void refusesAHeaderThatWouldBecomeAnother(String value) throws Exception {
        FakeExchange answer = answer(get(), handler(it -> {
            it.getResponseHeaders().put("X-A", List.of("fine"));
            it.getResponseHeaders().computeIfPresent("X-A", (name, values) -> List.of(value));
            it.sendResponseHeaders(200, 0);
        }));
        assertEquals(500, answer.status());
        assertEquals("", answer.field("X-A"));
        assertTrue(logged().contains("handler-failed"), logged());
    }

    @ParameterizedTest
    @ValueSource(strings = {"X A", "X:A", "X\tA", "", "X-\u00e4"})
    void refusesAHeaderNameThatIsNone(String name) throws Exception {
        FakeExchange answer = answer(get(), handler(it -> {
            it.getResponseHeaders().set(name, "x");
            it.sendResponseHeaders(200, 0);
        }));
        assertEquals(500, answer.status());
    }

    @Test
    void answersWithAnErrorForAHandlerThatThrows() throws Exception {
        FakeExchange answer = answer(get(), handler(it -> {
            throw new IllegalStateException("no \"database\"\nline two", new IOException("refused"));
        }));
        assertEquals(500, answer.status());
        assertFalse(answer.text().contains("database"));
        assertEquals(1, logged().lines().count());
        for (String part : List.of(
                "level=error",
                "event=handler-failed",
                "path=/api",
                "request=\"GET /api\"",
                "answer=500",
                "exception=\"java.lang.IllegalStateException: no \\\"database\\\"\\nline two\"",
                "cause=\"java.io.IOException: refused\"",
                "HandlerAdapterTest.")) {
            assertTrue(logged().contains(part), logged());
        }
    }

    @Test
    void survivesErrorsOfAHandler() throws Exception {
        assertEquals(500, answer(get(), handler(it -> endless(0))).status());
        assertEquals(
                500,
                answer(get(), handler(it -> {
                            throw new NoClassDefFoundError("com/acme/Missing");
                        }))
                        .status());
        assertEquals(2, logged().lines().count());
        assertTrue(logged().contains("java.lang.StackOverflowError"), logged());
    }

    @Test
    void clearsAnInterruptThatAHandlerLeavesBehind() throws Exception {
        answer(get(), handler(it -> {
            it.sendResponseHeaders(204, -1);
            Thread.currentThread().interrupt();
        }));
        assertFalse(Thread.currentThread().isInterrupted());
    }

    @Test
    void answersWithAnErrorForAHandlerThatDoesNotAnswer() throws Exception {
        assertEquals(500, answer(get(), handler(it -> {})).status());
        assertEquals(500, answer(get(), handler(HttpExchange::close)).status());
        assertEquals(
                2,
                logged().lines()
                        .filter(line -> line.contains("without a response"))
                        .count());
    }

    @Test
    void breaksOffAnAnswerThatHasBegun() {
        FakeExchange exchange = get();
        assertThrows(
                IOException.class,
                () -> answer(exchange, handler(it -> {
                    it.sendResponseHeaders(200, 0);
                    it.getResponseBody().write('x');
                    throw new IllegalStateException("half way");
                })));
        assertEquals(200, exchange.status());
        assertFalse(exchange.complete());
        assertTrue(logged().contains("answer=\"broken off\""), logged());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void breaksOffAnAnswerShorterThanAnnounced(boolean closes) {
        FakeExchange exchange = get();
        assertThrows(
                IOException.class,
                () -> answer(exchange, handler(it -> {
                    it.sendResponseHeaders(200, 10);
                    it.getResponseBody().write("123456789".getBytes(UTF_8));
                    if (closes) {
                        it.close();
                    }
                })));
        assertFalse(exchange.complete());
        assertTrue(logged().contains("1 bytes less than it has announced"), logged());
    }

    @Test
    void sendsNoMoreThanAnnounced() {
        FakeExchange exchange = get();
        assertThrows(
                IOException.class,
                () -> answer(exchange, handler(it -> {
                    it.sendResponseHeaders(200, 3);
                    it.getResponseBody().write("1234".getBytes(UTF_8));
                })));
        assertEquals("", exchange.text());
        assertTrue(logged().contains("more than it has announced"), logged());
    }

    @Test
    void refusesCallsOutOfOrder() throws Exception {
        FakeExchange answer = answer(get(), handler(it -> {
            assertThrows(IOException.class, () -> it.getResponseBody().write('x'));
            assertThrows(IllegalArgumentException.class, () -> it.sendResponseHeaders(100, -1));
            it.sendResponseHeaders(200, 0);
            assertThrows(IOException.class, () -> it.sendResponseHeaders(200, 0));
            it.close();
            assertThrows(IOException.class, () -> it.getResponseBody().write('x'));
        }));
        assertEquals(200, answer.status());
        assertEquals("", logged());
    }

    @Test
    void doesNotBlameTheHandlerForAClientThatGoesAway() {
        IOException gone = new IOException("connection reset");
        InputStream broken = new BrokenStream(gone);
        FakeExchange exchange = FakeExchange.withBody("POST", "/api", 10, broken);
        assertSame(
                gone,
                assertThrows(
                        IOException.class,
                        () -> answer(exchange, handler(it -> {
                            try {
                                it.getRequestBody().readAllBytes();
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        }))));
        assertFalse(exchange.answered());
        assertEquals("", logged());
    }

    @Test
    void letsAHandlerAnswerAClientThatSendsTooLittle() throws Exception {
        InputStream broken = new BrokenStream(new IOException("timed out"));
        FakeExchange exchange = FakeExchange.withBody("POST", "/api", 10, broken);
        answer(exchange, handler(it -> {
            assertThrows(IOException.class, () -> it.getRequestBody().read());
            it.sendResponseHeaders(400, -1);
        }));
        assertEquals(400, exchange.status());
    }

    /** Browsers send them as they are, and java.net.URI takes none of them. */
    @ParameterizedTest(name = "{0}: {1}, query {2}")
    @CsvSource(
            delimiter = ' ',
            value = {
                "/api/{x} /api/{x} ''",
                "/api/a|b /api/a|b ''",
                "/api?q=a^b /api q=a^b",
                "/api/[x] /api/[x] ''",
                "/api?a[]=1 /api a[]=1",
                "/api?q=a\\b /api q=a\\b",
                "/api?q=`{}<>| /api q=`{}<>|",
                "/api?q=100% /api q=100%",
                "/api?q=%zz&r=%41 /api q=%zz&r=A",
                "/api/%C3%A4 /api/\u00e4 ''",
                "/api//b /api//b ''",
            })
    void showsWhatIsNoUriAsOneThatMeansTheSame(String target, String path, String query) throws Exception {
        AtomicReference<HttpExchange> seen = new AtomicReference<>();
        answer(FakeExchange.of("GET", target), handler(it -> {
            seen.set(it);
            it.sendResponseHeaders(204, -1);
        }));
        URI uri = Objects.requireNonNull(seen.get()).getRequestURI();
        assertEquals(path, uri.getPath());
        assertEquals(query, Objects.requireNonNullElse(uri.getQuery(), ""));
    }

    private static int endless(int depth) {
        return depth < 0 ? 0 : endless(depth + 1) + 1;
    }

    private static HttpHandler handler(HttpHandler handler) {
        return handler;
    }

    private static FakeExchange get() {
        return FakeExchange.of("GET", "/api");
    }

    private FakeExchange answer(FakeExchange exchange, HttpHandler handler) throws IOException, BadRequestException {
        return exchange.by(new HandlerAdapter("/api", handler, new Log(logged, LogLevel.WARN, Clock.systemUTC())));
    }

    private String logged() {
        return logged.toString(UTF_8);
    }

    /** A body whose client is gone. */
    private static final class BrokenStream extends InputStream {

        private final IOException failure;

        BrokenStream(IOException failure) {
            this.failure = failure;
        }

        @Override
        public int read() throws IOException {
            throw failure;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            throw failure;
        }
    }
}
