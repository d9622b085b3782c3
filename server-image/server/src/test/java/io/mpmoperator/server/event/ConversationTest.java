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
import io.mpmoperator.server.http.Request;
import io.mpmoperator.server.http.RequestHandler;
import io.mpmoperator.server.http.RequestLog;
import io.mpmoperator.server.http.Response;
import io.mpmoperator.server.http.ServerContext;
import io.mpmoperator.server.http.Transport;
import io.mpmoperator.server.log.Log;
import io.mpmoperator.server.scoreboard.Scoreboards;
import io.mpmoperator.server.scoreboard.WorkerSlot;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that sends one request after the other without an end, and never waits for an answer. */
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

    private static final class Endless implements Transport {

        private static final byte[] REQUESTS =
                "GET / HTTP/1.1\r\nHost: x\r\n\r\n".repeat(200).getBytes(StandardCharsets.US_ASCII);

        private int read;

        @Override
        public boolean isBlocking() {
            return false;
        }

        @Override
        public int read(ByteBuffer target) {
            int count = target.remaining();
            for (int i = 0; i < count; i++) {
                target.put(REQUESTS[read++ % REQUESTS.length]);
            }
            return count;
        }

        @Override
        public int write(ByteBuffer source) {
            int count = source.remaining();
            source.position(source.limit());
            return count;
        }

        @Override
        public long send(FileChannel file, long position, long count) {
            return count;
        }

        @Override
        public void waitUntil(long nanoTime) {}

        @Override
        public void stopWaiting() {}

        @Override
        public void hangUp() {}

        @Override
        public void shutdownOutput() {}

        @Override
        public InetSocketAddress remoteAddress() {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), 4711);
        }

        @Override
        public InetSocketAddress localAddress() {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), 80);
        }

        @Override
        public void close() {}
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
        Codec codec = Codec.notWaiting(context);
        HttpConnection connection = new HttpConnection(new Endless(), context);
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
        HttpConnection connection = new HttpConnection(new Endless(), context).attach(Codec.notWaiting(context));
        assertEquals(Next.RESPOND, connection.receive());
        assertTimeoutPreemptively(
                FOR_EVER, () -> assertEquals(Next.PIPELINED, Conversation.quickly(connection, slot, log)));
    }
}
