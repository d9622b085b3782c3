package io.mpmoperator.server.handler;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.mpmoperator.conf.HttpSettings;
import io.mpmoperator.conf.LogSettings.LogLevel;
import io.mpmoperator.server.engine.BlockingService;
import io.mpmoperator.server.http.OutputBuffers;
import io.mpmoperator.server.http.RequestLog;
import io.mpmoperator.server.http.ServerContext;
import io.mpmoperator.server.log.Log;
import io.mpmoperator.server.scoreboard.Scoreboards;
import io.mpmoperator.server.transport.Watchdog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same handlers on the JDK's own server and on this one: a client sees the same response. */
@Timeout(60)
class AsOnTheJdksServerTest {

    /** What handlers do. */
    enum Doing implements HttpHandler {
        NO_BODY {
            @Override
            public void handle(HttpExchange it) throws IOException {
                it.sendResponseHeaders(200, -1);
            }
        },
        NO_BODY_THEN_NOTHING_WRITTEN {
            @Override
            public void handle(HttpExchange it) throws IOException {
                it.sendResponseHeaders(200, -1);
                it.getResponseBody().write(new byte[0]);
                it.close();
            }
        },
        NO_BODY_THEN_ONE_WRITTEN {
            @Override
            public void handle(HttpExchange it) throws IOException {
                it.sendResponseHeaders(200, -1);
                it.getResponseBody().write(HELLO);
            }
        },
        NO_BODY_THEN_THROWS {
            @Override
            public void handle(HttpExchange it) throws IOException {
                it.sendResponseHeaders(202, -1);
                throw new IllegalStateException("afterwards");
            }
        },
        NO_CONTENT {
            @Override
            public void handle(HttpExchange it) throws IOException {
                it.sendResponseHeaders(204, -1);
            }
        },
        NOT_MODIFIED {
            @Override
            public void handle(HttpExchange it) throws IOException {
                it.sendResponseHeaders(304, -1);
            }
        },
        LENGTH {
            @Override
            public void handle(HttpExchange it) throws IOException {
                it.sendResponseHeaders(200, HELLO.length);
                it.getResponseBody().write(HELLO);
                it.close();
            }
        },
        LENGTH_THEN_THROWS {
            @Override
            public void handle(HttpExchange it) throws IOException {
                it.sendResponseHeaders(200, HELLO.length);
                it.getResponseBody().write(HELLO);
                it.getResponseBody().close();
                throw new IllegalStateException("afterwards");
            }
        },
        TOO_SHORT {
            @Override
            public void handle(HttpExchange it) throws IOException {
                it.sendResponseHeaders(200, 2L * HELLO.length);
                it.getResponseBody().write(HELLO);
                it.getResponseBody().flush();
                it.close();
            }
        },
        CHUNKS {
            @Override
            public void handle(HttpExchange it) throws IOException {
                it.sendResponseHeaders(200, 0);
                it.getResponseBody().write(HELLO);
                it.getResponseBody().flush();
                it.getResponseBody().write(HELLO);
                it.close();
            }
        },
        CHUNKS_THEN_THROWS {
            @Override
            public void handle(HttpExchange it) throws IOException {
                it.sendResponseHeaders(200, 0);
                it.getResponseBody().write(HELLO);
                it.getResponseBody().flush();
                throw new IllegalStateException("half way");
            }
        },
        CHUNKS_CLOSED_THEN_THROWS {
            @Override
            public void handle(HttpExchange it) throws IOException {
                it.sendResponseHeaders(200, 0);
                it.getResponseBody().write(HELLO);
                it.getResponseBody().close();
                throw new IllegalStateException("afterwards");
            }
        },
        ANSWERED_BY_ANOTHER_THREAD {
            @Override
            public void handle(HttpExchange it) {
                later(() -> {
                    it.sendResponseHeaders(200, HELLO.length);
                    it.getResponseBody().write(HELLO);
                    it.close();
                });
            }
        },
        GONE_ON_WITH_BY_ANOTHER_THREAD {
            @Override
            public void handle(HttpExchange it) throws IOException {
                it.sendResponseHeaders(200, 0);
                it.getResponseBody().write(HELLO);
                later(() -> {
                    it.getResponseBody().write(HELLO);
                    it.getResponseBody().close();
                });
            }
        };

        private static void later(Work work) {
            Thread.ofPlatform().daemon().start(() -> {
                try {
                    TimeUnit.MILLISECONDS.sleep(50); // the handler has most likely returned by then
                    work.run();
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
        }

        /** A thread's work. */
        private interface Work {
            void run() throws IOException;
        }
    }

    private static final byte[] HELLO = "hello".getBytes(ISO_8859_1);
    private static final String GET = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

    @ParameterizedTest
    @EnumSource(Doing.class)
    void answersGet(Doing doing) throws Exception {
        assertEquals(onTheJdks(doing, GET), Seen.of(onOurs(doing, GET)));
    }

    @ParameterizedTest
    @EnumSource(Doing.class)
    void answersHead(Doing doing) throws Exception {
        String head = GET.replace("GET", "HEAD");
        assertEquals(
                onTheJdks(doing, head).withoutFraming(),
                Seen.of(onOurs(doing, head)).withoutFraming());
    }

    @Test
    void saysNothingOfTheLengthOfAHeadThatHasNone() throws Exception {
        String answer = onOurs(Doing.NO_BODY, GET.replace("GET", "HEAD")).toLowerCase(Locale.ROOT);
        assertTrue(answer.startsWith("http/1.1 200 ") && !answer.contains("content-length"), answer);
    }

    /** Into the midst of the next response, if it were let. */
    @Test
    void letsNobodyWriteOrReadAfterTheEnd() throws Exception {
        CompletableFuture<HttpExchange> kept = new CompletableFuture<>();
        onOurs(
                it -> {
                    it.sendResponseHeaders(200, 0);
                    it.close();
                    kept.complete(it);
                },
                GET);
        HttpExchange late = kept.get();
        assertThrows(IOException.class, () -> late.getResponseBody().write(HELLO));
        assertThrows(IOException.class, () -> late.sendResponseHeaders(200, 0));
        assertThrows(IOException.class, () -> late.getRequestBody().read());
    }

    @Test
    void sendsHeadsOf64KilobytesAndNamesTheFieldOfALargerOne() throws Exception {
        String large = onOurs(withField("X-Large", 60_000), GET);
        assertTrue(large.startsWith("HTTP/1.1 200 ") && large.contains("x".repeat(60_000)), "200 with the field");
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        String tooLarge = onOurs(withField("X-Large", 70_000), GET, written);
        assertTrue(tooLarge.startsWith("HTTP/1.1 500 "), tooLarge);
        assertTrue(written.toString(ISO_8859_1).contains("X-large"), written.toString(ISO_8859_1));
    }

    private static HttpHandler withField(String name, int length) {
        return it -> {
            it.getResponseHeaders().set(name, "x".repeat(length));
            it.sendResponseHeaders(200, -1);
        };
    }

    private static Seen onTheJdks(HttpHandler handler, String request) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", handler);
        server.start();
        try {
            return Seen.of(ask(server.getAddress(), request));
        } finally {
            server.stop(0);
        }
    }

    private static String onOurs(HttpHandler handler, String request) throws IOException {
        return onOurs(handler, request, new ByteArrayOutputStream());
    }

    private static String onOurs(HttpHandler handler, String request, ByteArrayOutputStream logged) throws IOException {
        Log log = new Log(logged, LogLevel.ERROR, Clock.systemUTC());
        ServerContext context = new ServerContext(
                HttpSettings.defaults(),
                new HandlerAdapter("/", handler, log),
                RequestLog.NONE,
                log,
                () -> false,
                UnaryOperator.identity());
        BlockingService service = new BlockingService(
                0, Scoreboards.empty(1, 1).process(0).worker(0), new Watchdog(1), context, new OutputBuffers(1));
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            Thread serving = Thread.ofPlatform().daemon().start(() -> {
                try {
                    service.serve(listener.accept(), context);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            String answer = ask((InetSocketAddress) listener.getLocalAddress(), request);
            serving.join();
            return answer;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All that a server sends, until it ends or resets the connection. */
    private static String ask(InetSocketAddress server, String request) throws IOException {
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        try (Socket socket = new Socket(server.getAddress(), server.getPort())) {
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            InputStream in = socket.getInputStream();
            for (int b = in.read(); b >= 0; b = in.read()) {
                received.write(b);
            }
        } catch (IOException e) {
            return received.toString(ISO_8859_1); // a reset is an end too
        }
        return received.toString(ISO_8859_1);
    }

    /** What a client makes of a response. */
    private record Seen(String status, boolean chunked, String length, String body) {

        static Seen of(String answer) {
            int end = answer.indexOf("\r\n\r\n");
            String head = answer.substring(0, end < 0 ? answer.length() : end).toLowerCase(Locale.ROOT);
            int at = head.indexOf("\r\ncontent-length: ");
            String length =
                    at < 0 ? "-" : head.substring(at + 18).lines().findFirst().orElse("");
            String body = end < 0 ? "" : answer.substring(end + 4);
            boolean chunked = head.contains("\r\ntransfer-encoding: chunked");
            return new Seen(
                    head.length() < 12 ? "none" : head.substring(9, 12),
                    chunked,
                    length,
                    chunked ? joined(body) : body);
        }

        /** The content of all chunks, as far as they came; with {@code (whole)} behind it when the last one is there. */
        private static String joined(String chunks) {
            StringBuilder content = new StringBuilder();
            int at = 0;
            for (int end = chunks.indexOf("\r\n", at); end > at; end = chunks.indexOf("\r\n", at)) {
                int size = Integer.parseInt(chunks.substring(at, end), 16);
                if (size == 0) {
                    return content.append("(whole)").toString();
                }
                int until = Math.min(chunks.length(), end + 2 + size);
                content.append(chunks, end + 2, until);
                at = until + 2;
            }
            return content.toString();
        }

        Seen withoutFraming() {
            return new Seen(status, false, "-", body);
        }
    }
}
