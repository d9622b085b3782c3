package io.mpmoperator.server.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.conf.HttpSettings;
import io.mpmoperator.conf.LogSettings.LogLevel;
import io.mpmoperator.server.http.Codec;
import io.mpmoperator.server.http.Content;
import io.mpmoperator.server.http.Exchange;
import io.mpmoperator.server.http.HttpConnection;
import io.mpmoperator.server.http.HttpConnection.Next;
import io.mpmoperator.server.http.MemoryTransport;
import io.mpmoperator.server.http.Request;
import io.mpmoperator.server.http.RequestHandler;
import io.mpmoperator.server.http.RequestLog;
import io.mpmoperator.server.http.Response;
import io.mpmoperator.server.http.ServerContext;
import io.mpmoperator.server.log.Log;
import io.mpmoperator.server.scoreboard.Scoreboards;
import io.mpmoperator.server.scoreboard.WorkerSlot;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that sends one request after the other without an end, and never waits for a response. */
class ConversationTest {

    private static final Duration FOR_EVER = Duration.ofMinutes(1);

    private final Log log = new Log(OutputStream.nullOutputStream(), LogLevel.ERROR, Clock.systemUTC());
    private final WorkerSlot slot = Scoreboards.empty(1, 1).process(0).worker(0);

    private record Handler(boolean blocks) implements RequestHandler {

        @Override
        public boolean mayBlock(Request request) {
            return blocks;
        }

        @Override
        public void handle(Exchange exchange) throws IOException {
            exchange.respond(Response.of(200, HttpFields.EMPTY, new Content.Memory(new byte[] {'x'})));
        }
    }

    private static MemoryTransport endless() {
        return new MemoryTransport().receivesForEver("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    }

    private ServerContext context(boolean blocks) {
        HttpSettings settings = HttpSettings.defaults().withMaxKeepAliveRequests(0);
        return new ServerContext(
                settings, new Handler(blocks), RequestLog.NONE, log, () -> false, UnaryOperator.identity());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void itsTurnEndsAndItGoesOnLater(boolean blocks) throws IOException {
        ServerContext context = context(blocks);
        Codec codec = new Codec(context);
        HttpConnection connection = new HttpConnection(endless(), context);
        for (int turn = 0; turn < 5; turn++) {
            long before = slot.accesses();
            connection.attach(codec);
            assertEquals(Next.RESPOND, connection.receive());
            assertTimeoutPreemptively(
                    FOR_EVER, () -> assertEquals(Next.PIPELINED, Conversation.goOn(connection, slot, log)));
            connection.detach();
            assertTrue(slot.accesses() > before, "every turn answers something");
        }
    }

    @Test
    void itsTurnEndsInTheListenersHandsToo() throws IOException {
        ServerContext context = context(false);
        HttpConnection connection = new HttpConnection(endless(), context).attach(new Codec(context));
        assertEquals(Next.RESPOND, connection.receive());
        assertTimeoutPreemptively(
                FOR_EVER, () -> assertEquals(Next.PIPELINED, Conversation.quickly(connection, slot, log)));
    }
}
