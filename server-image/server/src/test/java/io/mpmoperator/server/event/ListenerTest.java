package io.mpmoperator.server.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.conf.HttpSettings;
import io.mpmoperator.conf.LogSettings;
import io.mpmoperator.conf.LogSettings.LogLevel;
import io.mpmoperator.conf.tree.Tree;
import io.mpmoperator.mpm.Mode;
import io.mpmoperator.server.engine.ChildContext;
import io.mpmoperator.server.engine.ChildSettings;
import io.mpmoperator.server.engine.Listening;
import io.mpmoperator.server.http.Codec;
import io.mpmoperator.server.http.Content;
import io.mpmoperator.server.http.Exchange;
import io.mpmoperator.server.http.Request;
import io.mpmoperator.server.http.RequestHandler;
import io.mpmoperator.server.http.RequestLog;
import io.mpmoperator.server.http.Response;
import io.mpmoperator.server.http.ServerContext;
import io.mpmoperator.server.log.Log;
import io.mpmoperator.server.scoreboard.ProcessSlot;
import io.mpmoperator.server.scoreboard.Scoreboards;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A listener that looks up only when the test lets it: what has arrived by then, it has not seen. */
@Timeout(30)
class ListenerTest {

    private static final Duration LONG_IDLE = Duration.ofMillis(600);
    private static final String WAITING = "GET /waiting HTTP/1.1\r\nHost: x\r\n\r\n";

    private final Log log = new Log(OutputStream.nullOutputStream(), LogLevel.ERROR, Clock.systemUTC());
    private final ProcessSlot slot = Scoreboards.empty(1, 1).process(0);
    private final Workers workers = new Workers(1);

    private ServerSocketChannel socket;

    /** Answers on the listener's own thread, but for the target that ends its turn. */
    private static final class Handler implements RequestHandler {

        @Override
        public boolean mayBlock(Request request) {
            return request.target().equals("/waiting");
        }

        @Override
        public void handle(Exchange exchange) throws IOException {
            byte[] target = exchange.request().target().getBytes(StandardCharsets.US_ASCII);
            exchange.respond(Response.of(200, HttpFields.EMPTY, new Content.Memory(target)));
        }
    }

    /** The thread that leads. */
    private record Leader(Listener listener, Codec codec, Log log) {

        /** Lets the listener go on until somebody asks for what waits, and answers that. */
        void leadAndAnswer() throws IOException {
            Listener.Assignment assignment = listener.lead(codec);
            assertNotNull(assignment);
            EventConnection connection = assignment.connection();
            connection.after = Conversation.goOn(connection.http, listener.slot(assignment.worker()), log);
            assertTrue(connection.http.detach());
            listener.finished(connection, assignment.worker());
        }
    }

    @BeforeEach
    void bind() throws IOException {
        socket = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    @AfterEach
    void close() throws IOException {
        socket.close();
    }

    private Leader listen(Duration keepAlive) throws IOException {
        HttpSettings http = HttpSettings.defaults().withKeepAliveTimeout(keepAlive);
        ChildSettings settings = new ChildSettings(
                Mode.EVENT,
                1,
                0,
                0,
                "/",
                List.of(),
                http,
                Long.MAX_VALUE,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                LogSettings.defaults(),
                List.of(false),
                Tree.empty());
        ServerContext server =
                new ServerContext(http, new Handler(), RequestLog.NONE, log, () -> false, UnaryOperator.identity());
        ChildContext context = new ChildContext(settings, slot, List.of(new Listening(socket, server)), log, () -> {});
        return new Leader(new Listener(context, workers), new Codec(server), log);
    }

    private Socket connect() throws IOException {
        Socket client =
                new Socket(InetAddress.getLoopbackAddress(), socket.socket().getLocalPort());
        client.setSoTimeout(10_000);
        return client;
    }

    private static void send(Socket client, String bytes) throws IOException {
        client.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII));
    }

    private static String answer(Socket client) throws IOException {
        StringBuilder answer = new StringBuilder();
        while (!answer.toString().endsWith("/waiting")) {
            int c = client.getInputStream().read();
            if (c < 0) {
                return "closed";
            }
            answer.append((char) c);
        }
        return answer.substring(0, "HTTP/1.1 200".length());
    }

    private static void idleFor(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() - end < 0) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }

    @Test
    void aRequestThatHasArrivedIsAnsweredThoughKeepAliveTimeoutIsOver() throws IOException {
        Leader leader = listen(Duration.ofMillis(1));
        try (Socket client = connect()) {
            send(client, WAITING);
            leader.leadAndAnswer();
            assertEquals("HTTP/1.1 200", answer(client));
            idleFor(LONG_IDLE);

            send(client, WAITING);
            leader.leadAndAnswer();

            assertEquals("HTTP/1.1 200", answer(client));
        }
    }

    /** The one worker is taken: the listener accepts nothing of its own accord. */
    @Test
    void whatWaitsToBeAcceptedIsAnsweredWhenThePortIsGivenUp() throws IOException {
        Leader leader = listen(Duration.ofSeconds(60));
        int worker = workers.take();
        try (Socket one = connect();
                Socket another = connect()) {
            send(one, WAITING);
            send(another, WAITING);

            leader.listener.quiesce(true);
            workers.giveBack(worker);
            leader.leadAndAnswer();
            leader.leadAndAnswer();

            assertEquals("HTTP/1.1 200", answer(one));
            assertEquals("HTTP/1.1 200", answer(another));
            assertTrue(slot.portGivenUp());
            assertFalse(socket.isOpen());
        }
    }

    @Test
    void aConnectionWhoseRequestHasArrivedIsNotClosedForAnother() throws IOException {
        Leader leader = listen(Duration.ofSeconds(60));
        try (Socket client = connect()) {
            send(client, WAITING);
            leader.leadAndAnswer();
            assertEquals("HTTP/1.1 200", answer(client));
            idleFor(LONG_IDLE);

            try (Socket another = connect()) {
                send(another, WAITING);
                send(client, WAITING);
                leader.leadAndAnswer();

                assertEquals("HTTP/1.1 200", answer(client));
            }
        }
    }
}
