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
import java.util.List;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A response that breaks off never looks whole (RFC 9112, section 8), and is logged with what was sent. */
class BrokenResponsesTest {

    private final WorkerSlot slot = Scoreboards.empty(1, 1).process(0).worker(0);
    private final MemoryTransport transport = new MemoryTransport();
    private final HeardRequests logged = new HeardRequests();

    /** Sends five bytes of a response and fails; {@code /length} has announced ten, {@code /whole} does not fail. */
    private final RequestHandler fails = new RequestHandler() {
        @Override
        public boolean mayBlock(Request request) {
            return true;
        }

        @Override
        public void handle(Exchange exchange) throws IOException {
            if (exchange.request().target().equals("/file")) {
                exchange.respond(Response.of(200, HttpFields.EMPTY, new Content.Memory(new byte[20_000])));
                return;
            }
            long length = exchange.request().target().equals("/length") ? 10 : -1;
            OutputStream body = exchange.stream(200, HttpFields.EMPTY, length);
            body.write("12345".getBytes(StandardCharsets.US_ASCII));
            body.flush();
            if (!exchange.request().target().equals("/whole")) {
                throw new IOException("fails");
            }
        }
    };

    private HttpConnection receives(String head) throws IOException {
        Log log = new Log(OutputStream.nullOutputStream(), LogLevel.ERROR, Clock.systemUTC());
        ServerContext context =
                new ServerContext(HttpSettings.defaults(), fails, logged, log, () -> false, UnaryOperator.identity());
        HttpConnection connection = new HttpConnection(transport, context).attach(new Codec(context));
        transport.receives(head);
        assertEquals(Next.RESPOND, connection.receive());
        return connection;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET / HTTP/1.0\r\n\r\n",
                "GET /length HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /length HTTP/1.0\r\n\r\n"
            })
    void endsWithAResetAndWithoutALastChunk(String head) throws IOException {
        HttpConnection connection = receives(head);
        assertThrows(IOException.class, () -> connection.respond(slot));
        connection.detach();
        connection.close();
        assertTrue(transport.aborted());
        String sent = transport.sent();
        assertTrue(sent.contains("12345") && !sent.contains("\r\n0\r\n"), sent);
        assertEquals(
                head.contains("HTTP/1.1") && !head.contains("/length"),
                sent.contains("Transfer-Encoding: chunked"),
                sent);
        assertEquals(List.of(head.substring(0, head.indexOf("\r\n")) + " 200"), logged.lines());
        assertEquals(List.of(5L), logged.bytes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Connection: close\r\n", "Connection: x, close\r\n"})
    void ofNoLengthIsInChunksHoweverTheConnectionGoesOn(String connection) throws IOException {
        HttpConnection whole = receives("GET /whole HTTP/1.1\r\nHost: x\r\n" + connection + "\r\n");
        assertEquals(connection.isEmpty() ? Next.IDLE : Next.CLOSE, whole.respond(slot));
        String sent = transport.sent();
        assertTrue(sent.contains("Transfer-Encoding: chunked\r\n"), sent);
        assertTrue(sent.endsWith("\r\n5\r\n12345\r\n0\r\n\r\n"), sent);
        assertEquals(!connection.isEmpty(), sent.contains("Connection: close"), sent);
        whole.detach();
        whole.close();
        assertFalse(transport.aborted());
    }

    @Test
    void isLoggedWithWhatTheClientHasTakenOfAPreparedOne() throws IOException {
        HttpConnection connection = receives("GET /file HTTP/1.1\r\nHost: x\r\n\r\n");
        transport.takes(15_000);
        assertEquals(Next.NEEDS_OUTPUT, connection.respond(slot));
        connection.detach();
        connection.close();
        assertTrue(transport.aborted());
        String sent = transport.sent();
        assertEquals(List.of("GET /file HTTP/1.1 200"), logged.lines());
        assertEquals(List.of(15_000L - sent.indexOf("\r\n\r\n") - 4), logged.bytes());
    }
}
