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
import io.mpmoperator.server.scoreboard.WorkerState;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.http.HttpFields;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a connection that waits makes of a request that comes again: the same as of one that does not. */
class RepeatedRequestsTest {

    private static final String GET = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n";

    /** More than fit into the last millisecond of a second, within which nothing is repeated. */
    private static final int MANY = 20_000;

    private static final int CHANGES_AFTER = 5;

    @TempDir
    private Path folder;

    private final WorkerSlot slot = Scoreboards.empty(1, 1).process(0).worker(0);
    private final MemoryTransport transport = new MemoryTransport(true);
    private final Heard heard = new Heard();
    private final AtomicBoolean stopping = new AtomicBoolean();

    private final Content file = new Content.Unopened(this::open, 5);
    private int opened;

    private FileChannel open() throws IOException {
        opened++;
        return FileChannel.open(Files.writeString(folder.resolve("file"), "bytes"));
    }

    private final Response before = Response.of(200, HttpFields.EMPTY, new Content.Memory(new byte[] {'1'}));
    private final Response after = Response.of(200, HttpFields.EMPTY, new Content.Memory(new byte[] {'2'}));
    private int asked;
    private int askedAhead;

    /**
     * Has the request's target as the answer at hand; /new is made each time, /file is a file, /changing has to be asked for
     * again each time and is another after a while, as is /lasting, which stands for a moment.
     */
    private final RequestHandler targets = new RequestHandler() {
        @Override
        public boolean mayBlock(Request request) {
            return false;
        }

        @Override
        public @Nullable CachedResponse ready(Request request, boolean mayWait, long standsAt) {
            long now = System.nanoTime();
            long until = now + Duration.ofMinutes(1).toNanos();
            if (standsAt - now > 0) {
                askedAhead++;
            }
            return switch (request.target()) {
                case "/new" -> null;
                case "/changing" -> new CachedResponse(changing(), now);
                case "/lasting" ->
                    new CachedResponse(changing(), now + Duration.ofMillis(50).toNanos());
                case "/file" -> new CachedResponse(Response.of(200, HttpFields.EMPTY, file), until);
                default -> new CachedResponse(answer(request), until);
            };
        }

        @Override
        public void handle(Exchange exchange) throws IOException {
            exchange.respond(answer(exchange.request()));
        }

        private Response changing() {
            return ++asked <= CHANGES_AFTER ? before : after;
        }

        private Response answer(Request request) {
            byte[] body = request.target().getBytes(StandardCharsets.US_ASCII);
            return Response.of(200, HttpFields.EMPTY, new Content.Memory(body));
        }
    };

    /** Counts what the log hears of. */
    private static final class Heard implements RequestLog, RequestLog.Writer {

        private int whole;
        private int again;
        private int renewed;
        private boolean repeats = true;

        @Override
        public Writer writer() {
            return this;
        }

        @Override
        public void answered(
                String client, @Nullable Request request, SentResponse answered, long receivedMillis, long micros) {
            whole++;
        }

        @Override
        public boolean repeats() {
            return repeats;
        }

        @Override
        public boolean repeatsAt(long receivedMillis) {
            return repeats;
        }

        @Override
        public void againAt(long receivedMillis) {
            again++;
            renewed++;
        }

        @Override
        public void again() {
            again++;
        }
    }

    private HttpConnection connection(HttpSettings settings) {
        Log log = new Log(OutputStream.nullOutputStream(), LogLevel.ERROR, Clock.systemUTC());
        ServerContext context =
                new ServerContext(settings, targets, heard, log, stopping::get, UnaryOperator.identity());
        return new HttpConnection(transport, context).attach(Codec.waiting(context));
    }

    private HttpConnection connection() {
        return connection(HttpSettings.defaults());
    }

    private void receives(String request, int times) {
        for (int i = 0; i < times; i++) {
            transport.receives(request);
        }
    }

    /** As a thread that waits goes on, to the end of the connection. */
    private Next converse(HttpConnection connection) throws IOException {
        Next next = connection.receive();
        while (true) {
            next = switch (next) {
                case RESPOND -> connection.respond(slot);
                case IDLE -> connection.receiveNext(slot);
                case PIPELINED -> connection.receive();
                case NEEDS_INPUT, NEEDS_OUTPUT, NEEDS_COMPUTING -> throw new AssertionError("it does not wait");
                case LINGER, CLOSE -> next;
            };
            if (next == Next.LINGER || next == Next.CLOSE) {
                return next;
            }
        }
    }

    private static int count(String text, String part) {
        return (text.length() - text.replace(part, "").length()) / part.length();
    }

    @Test
    void countsAndLogsAndAnswersEachOfThem() throws IOException {
        HttpSettings unlimited = HttpSettings.defaults().withMaxKeepAliveRequests(0);
        receives(GET, MANY);
        transport.ends();
        HttpConnection connection = connection(unlimited);
        assertEquals(Next.CLOSE, converse(connection));

        String answers = transport.sent().replaceAll("Date: [^\r]+", "");
        String one = answers.substring(0, answers.length() / MANY);
        assertTrue(one.startsWith("HTTP/1.1 200 OK\r\n") && one.endsWith("\r\n\r\n/a"), one);
        assertEquals(one.repeat(MANY), answers);
        assertEquals(MANY, slot.accesses());
        assertEquals(2L * MANY, slot.bytes());
        assertEquals(MANY, connection.requests());
        assertEquals(MANY, heard.whole + heard.again);
        assertTrue(heard.again > 0, "none was repeated");
        assertEquals(WorkerState.KEEP_ALIVE, slot.state());
    }

    @Test
    void asksForTheAnswerAgainAndGivesAnotherOnceThereIs() throws IOException {
        receives(GET.replace("/a", "/changing"), MANY);
        transport.ends();
        assertEquals(Next.CLOSE, converse(connection(HttpSettings.defaults().withMaxKeepAliveRequests(0))));

        String bodies = transport.sent().replaceAll("HTTP/1.1 200 OK\r\n(?s:.*?)\r\n\r\n", "");
        assertEquals(MANY, bodies.length());
        assertTrue(bodies.matches("1+2+"), bodies);
        assertTrue(asked > CHANGES_AFTER, "asked " + asked);
        assertTrue(heard.renewed > 0, "none was renewed");
        assertEquals(MANY, heard.whole + heard.again);
        assertEquals(MANY, slot.accesses());
    }

    /** After each answer, for it would soon be over: so the next is given as it lies, but where the second turns. */
    @Test
    void asksForTheAnswerAgainBeforeAClientWouldHaveToWaitForIt() throws IOException {
        receives(GET.replace("/a", "/lasting"), 1000);
        transport.ends();
        long began = System.nanoTime();
        assertEquals(Next.CLOSE, converse(connection(HttpSettings.defaults().withMaxKeepAliveRequests(0))));
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);

        String bodies = transport.sent().replaceAll("HTTP/1.1 200 OK\r\n(?s:.*?)\r\n\r\n", "");
        assertTrue(bodies.matches("1+2+"), bodies);
        assertTrue(askedAhead > CHANGES_AFTER, "asked " + askedAhead);
        assertTrue(heard.renewed <= seconds + 1, "renewed " + heard.renewed);
        assertEquals(1000, heard.whole + heard.again);
    }

    @Test
    void sendsAFileAgainThatIsOpen() throws IOException {
        receives(GET.replace("/a", "/file"), 50);
        transport.ends();
        HttpConnection connection = connection();
        assertEquals(Next.CLOSE, converse(connection));
        connection.detach();

        assertEquals(50, count(transport.sent(), "\r\n\r\nbytes"));
        assertEquals(1, opened);
        assertEquals(250, slot.bytes());
        assertEquals(50, heard.whole + heard.again);
        assertFalse(transport.corked());
    }

    /** Each differs from the one before by what a repetition must not overlook. */
    @Test
    void answersWhatIsNotTheSameAsItself() throws IOException {
        receives(GET, 4);
        receives(GET.replace("/a", "/b"), 3);
        receives(GET.replace("/a", "/new"), 3);
        receives(GET, 3);
        transport.receives(GET.substring(0, 9)).receives(GET.substring(9));
        receives(GET + GET.replace("/a", "/c"), 2);
        receives(GET, 1);
        transport.receives(GET.replace("GET", "HEAD")).ends();

        assertEquals(Next.CLOSE, converse(connection()));
        String bodies = String.join(" ", transport.sent().split("HTTP/1.1 200 OK\r\n(?s:.*?)\r\n\r\n", -1));
        assertEquals(" /a /a /a /a /b /b /b /new /new /new /a /a /a /a /a /c /a /c /a ", bodies);
        assertEquals(20, heard.whole + heard.again);
    }

    @Test
    void saysInTheLastAnswerThatTheConnectionCloses() throws IOException {
        receives(GET, 10);
        assertEquals(Next.LINGER, converse(connection(HttpSettings.defaults().withMaxKeepAliveRequests(5))));

        String answers = transport.sent();
        assertEquals(5, count(answers, "HTTP/1.1 200 OK\r\n"));
        assertEquals(1, count(answers, "Connection: close"));
        assertTrue(answers.lastIndexOf("Connection: close") > answers.lastIndexOf("HTTP/1.1 200 OK"), answers);
    }

    @Test
    void saysSoOnceTheProcessIsEnding() throws IOException {
        receives(GET, 3);
        HttpConnection connection = connection();
        assertEquals(Next.IDLE, connection.receive() == Next.RESPOND ? connection.respond(slot) : Next.CLOSE);
        stopping.set(true);
        assertEquals(Next.LINGER, converse(connection));
        assertEquals(1, count(transport.sent(), "Connection: close"));
    }

    @Test
    void writesEachLineAnewWhereOneIsNotLikeTheOther() throws IOException {
        heard.repeats = false;
        receives(GET, 50);
        transport.ends();
        assertEquals(Next.CLOSE, converse(connection()));
        assertEquals(50, heard.whole);
        assertEquals(0, heard.again);
        assertEquals(50, slot.accesses());
    }

    /** The one that could not be answered is logged, as any other is, and not counted as answered. */
    @Test
    void endsWithTheClient() throws IOException {
        receives(GET, 1);
        transport.ends();
        assertEquals(Next.CLOSE, converse(connection()));
        int bytes = transport.sent().length();
        int before = heard.whole;

        receives(GET, 10);
        transport.takes(5 * bytes);
        HttpConnection connection = connection();
        assertThrows(IOException.class, () -> converse(connection));
        connection.detach();
        connection.close();
        assertEquals(6, slot.accesses());
        assertEquals(before + 6, heard.whole + heard.again);
    }
}
