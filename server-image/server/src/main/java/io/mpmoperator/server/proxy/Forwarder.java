package io.mpmoperator.server.proxy;

import io.mpmoperator.proxy.BackendUrl;
import io.mpmoperator.rules.ProxySettings;
import io.mpmoperator.rules.ProxySettings.ErrorOverride;
import io.mpmoperator.server.http.Exchange;
import io.mpmoperator.server.http.Request;
import io.mpmoperator.server.http.RequestHandler;
import io.mpmoperator.server.http.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;

/** Forwards one request to a backend, by a thread that waits; bodies go through it in both directions as they come. */
final class Forwarder implements RequestHandler {

    private static final Set<String> IDEMPOTENT = Set.of("GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE");
    private static final ErrorOverride NONE = new ErrorOverride(false, Set.of());
    private static final long CONTINUE_TIME = 1_000_000_000L;

    /** What frames a chunk: four figures of its size, and two ends of lines. */
    private static final int CHUNK_HEAD = 6;

    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Backends backends;
    private final BackendPool pool;
    private final BackendUrl url;
    private final boolean reuses;
    private final Circumstances circumstances;
    private final long patience;
    private boolean bodyTouched;
    private boolean bodySent;

    Forwarder(Backends backends, BackendPool pool, BackendUrl url, boolean reuses, Circumstances circumstances) {
        this.backends = backends;
        this.pool = pool;
        this.url = url;
        this.reuses = reuses && pool.peer().areReused();
        this.circumstances = circumstances;
        this.patience = pool.peer().patience();
    }

    @Override
    public boolean mayBlock(Request request) {
        return true;
    }

    @Override
    public void handle(Exchange exchange) throws IOException {
        try {
            requireEncryption();
            attempt(exchange, false);
        } catch (BackendException e) {
            backends.tell(exchange.request().line(), pool.peer().name(), e.status(), e);
            if (exchange.answered()) {
                throw new IOException("the backend has broken off after the response had begun", e);
            }
            exchange.respond(Response.error(e.status()));
        }
    }

    /** As Apache has it, TLS to backends is allowed apart. */
    private void requireEncryption() throws BackendException {
        if (url.scheme().encrypted() && !circumstances.rules().or(ProxySettings.TLS, false)) {
            throw new BackendException(500, "SSLProxyEngine is Off");
        }
    }

    /** A connection that was kept may have ended meanwhile: what can be asked twice is asked again on another. */
    private void attempt(Exchange exchange, boolean again) throws IOException {
        BackendConnection connection = pool.take(again);
        boolean kept = false;
        try {
            exchange(exchange, connection);
            kept = bodySent && connection.reader().persistent() && !connection.hasRest() && reuses;
        } catch (BackendException e) {
            if (again || !mayAskAgain(exchange, connection, e)) {
                throw e;
            }
            pool.drop(connection);
            connection = null;
            attempt(exchange, true);
        } finally {
            if (connection != null) {
                settle(connection, kept);
            }
        }
    }

    private void settle(BackendConnection connection, boolean kept) {
        if (kept) {
            pool.giveBack(connection);
        } else {
            pool.drop(connection);
        }
    }

    private boolean mayAskAgain(Exchange exchange, BackendConnection connection, BackendException failure) {
        return connection.reused()
                && !connection.heard()
                && !bodyTouched
                && !exchange.answered()
                && failure.status() == BackendException.BAD_GATEWAY
                && IDEMPOTENT.contains(exchange.request().method());
    }

    private void exchange(Exchange exchange, BackendConnection connection) throws IOException {
        Request request = exchange.request();
        connection.begin(request.head());
        byte[] head = ForwardedHead.of(url, exchange, circumstances, !reuses);
        bodySent = !request.hasBody();
        boolean early = !send(connection, ByteBuffer.wrap(head)) || isRefused(request, connection);
        if (!early && request.hasBody()) {
            bodySent = sendBody(exchange.body(), request.contentLength() < 0, connection);
        }
        readFinalHead(connection);
        respond(exchange, connection);
    }

    /** Whether the backend has answered instead of asking for the body. One that says nothing is sent it after a second. */
    private boolean isRefused(Request request, BackendConnection connection) throws IOException {
        if (!request.expectsContinue()) {
            return false;
        }
        try {
            connection.readHead(Math.min(CONTINUE_TIME, patience));
        } catch (BackendException e) {
            if (e.status() == BackendException.TIMED_OUT && !connection.heard()) {
                return false;
            }
            throw e;
        } catch (IOException e) {
            throw BackendException.of(e, "reading from the backend");
        }
        boolean goesOn = connection.reader().status() == 100;
        if (goesOn) {
            connection.reader().begin(request.head());
        }
        return !goesOn;
    }

    /** Whether the backend has taken all; a failure is not told before it is known whether there is a response. */
    private boolean send(BackendConnection connection, ByteBuffer bytes) throws IOException {
        try {
            return connection.stream().write(bytes, patience);
        } catch (BackendException e) {
            throw e;
        } catch (IOException e) {
            return false;
        }
    }

    private boolean sendBody(InputStream body, boolean chunked, BackendConnection connection) throws IOException {
        byte[] bytes = connection.output();
        int begin = chunked ? CHUNK_HEAD : 0;
        int room = bytes.length - 2 * begin;
        bodyTouched = true;
        while (true) {
            int n = body.read(bytes, begin, room);
            if (n < 0) {
                return !chunked || send(connection, ByteBuffer.wrap(LAST_CHUNK));
            }
            ByteBuffer piece = chunked ? framed(bytes, n) : ByteBuffer.wrap(bytes, 0, n);
            if (!send(connection, piece)) {
                return false;
            }
        }
    }

    private static ByteBuffer framed(byte[] bytes, int count) {
        for (int i = 0; i < CHUNK_HEAD - 2; i++) {
            bytes[i] = (byte) Character.forDigit((count >> (12 - 4 * i)) & 15, 16);
        }
        bytes[CHUNK_HEAD - 2] = '\r';
        bytes[CHUNK_HEAD - 1] = '\n';
        bytes[CHUNK_HEAD + count] = '\r';
        bytes[CHUNK_HEAD + count + 1] = '\n';
        return ByteBuffer.wrap(bytes, 0, CHUNK_HEAD + count + 2);
    }

    /** Interim responses are between the backend and this server. */
    private void readFinalHead(BackendConnection connection) throws IOException {
        ResponseReader reader = connection.reader();
        try {
            connection.readHead(patience);
            while (reader.status() < 200) {
                if (reader.status() == 101) {
                    throw new BackendException(
                            BackendException.BAD_GATEWAY, "the backend changed the protocol unasked");
                }
                reader.begin(reader.isToHead());
                connection.readHead(patience);
            }
        } catch (IOException e) {
            throw BackendException.of(e, "reading from the backend");
        }
    }

    private void respond(Exchange exchange, BackendConnection connection) throws IOException {
        ResponseReader reader = connection.reader();
        int status = reader.status();
        if (circumstances.rules().or(ProxySettings.ERROR_OVERRIDE, NONE).isFor(status)) {
            exchange.respond(Response.error(status));
            return;
        }
        HttpFields fields = ClientFields.of(reader.fields(), circumstances);
        if (reader.withoutBody()) {
            readBody(connection, () -> {});
            exchange.complete(status, fields, reader.length());
            return;
        }
        pass(connection, exchange.stream(status, fields, reader.length()));
    }

    private void pass(BackendConnection connection, OutputStream out) throws IOException {
        ByteBuffer piece = readBody(connection, out::flush);
        while (piece.hasRemaining()) {
            out.write(piece.array(), piece.arrayOffset() + piece.position(), piece.remaining());
            piece = readBody(connection, out::flush);
        }
        out.close();
    }

    private ByteBuffer readBody(BackendConnection connection, BackendConnection.Flush waits) throws IOException {
        return connection.readBody(patience, waits);
    }
}
