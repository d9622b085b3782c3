package io.mpmoperator.server.proxy;

import io.mpmoperator.rules.ProxySettings;
import io.mpmoperator.rules.ProxySettings.ErrorOverride;
import io.mpmoperator.rules.Rules;
import io.mpmoperator.server.fastcgi.FastCgiException;
import io.mpmoperator.server.fastcgi.RecordReader;
import io.mpmoperator.server.fastcgi.RecordReader.Event;
import io.mpmoperator.server.fastcgi.ScriptHead;
import io.mpmoperator.server.fastcgi.SentRecords;
import io.mpmoperator.server.http.Exchange;
import io.mpmoperator.server.http.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpFields;
import org.jspecify.annotations.Nullable;

/**
 * One request and the output of its script over a connection to a FastCGI server. The script may begin to respond before it has read the
 * body: its output is passed on between the pieces of the body, and whatever it does not read is not sent.
 */
final class ScriptExchange {

    private static final int SCRIPT_FAILED = 500;
    private static final ErrorOverride NONE = new ErrorOverride(false, Set.of());

    private final Exchange exchange;
    private final BackendConnection connection;
    private final long patience;
    private final Rules rules;
    private final Consumer<String> errors;
    private final RecordReader records = new RecordReader();
    private final ScriptHead head = new ScriptHead();
    private @Nullable OutputStream out;
    private boolean headRead;
    private boolean ended;
    private boolean bodySent;

    /** @param errors takes what the script has to say */
    ScriptExchange(
            Exchange exchange, BackendConnection connection, long patience, Rules rules, Consumer<String> errors) {
        this.exchange = exchange;
        this.connection = connection;
        this.patience = patience;
        this.rules = rules;
        this.errors = errors;
    }

    /**
     * Sends the request, and passes the output on.
     *
     * @throws BackendException where there is no response, or none to its end
     * @throws IOException where the client cannot be read from or written to
     */
    void perform(Map<String, String> variables, InputStream body, boolean kept) throws IOException {
        connection.begin();
        if (send(ByteBuffer.wrap(SentRecords.begin(kept, variables)))) {
            bodySent = sendBody(body);
        }
        while (!ended) {
            receive(true);
        }
        finish();
    }

    /** Whether nothing of the request and of the response is left on the connection. */
    boolean isWhole() {
        return bodySent && ended;
    }

    private boolean sendBody(InputStream body) throws IOException {
        byte[] buffer = connection.output();
        while (!ended) {
            int count = body.read(buffer, SentRecords.HEAD_BYTES, buffer.length - SentRecords.HEAD_BYTES);
            SentRecords.bodyHead(buffer, Math.max(count, 0));
            if (!send(ByteBuffer.wrap(buffer, 0, SentRecords.HEAD_BYTES + Math.max(count, 0)))) {
                return false;
            }
            if (count < 0) {
                return true;
            }
            receive(false);
        }
        return false;
    }

    /** Whether the backend has taken all; a failure is not told before it is known whether there is a response. */
    private boolean send(ByteBuffer bytes) throws IOException {
        while (!ended) {
            boolean taken;
            try {
                taken = connection.stream().write(bytes, patience);
            } catch (BackendException e) {
                throw e;
            } catch (IOException e) {
                return false;
            }
            if (taken) {
                return true;
            }
            receive(false);
        }
        return false;
    }

    /** Takes what has come, and waits for it where asked to. */
    private void receive(boolean waits) throws IOException {
        int count = arrived();
        if (count == 0 && waits) {
            if (out != null) {
                out.flush();
            }
            connection.stream().awaitBytes(patience);
            count = arrived();
        }
        if (count < 0) {
            throw new BackendException(
                    BackendException.UNAVAILABLE, "the backend closed the connection before the end of the response");
        }
        take();
    }

    private int arrived() throws BackendException {
        try {
            return connection.receiveNow();
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    private static BackendException unavailable(IOException failure) {
        BackendException made = new BackendException(BackendException.UNAVAILABLE, failure.toString());
        made.initCause(failure);
        return made;
    }

    private void take() throws IOException {
        while (!ended) {
            switch (next()) {
                case Event.Nothing _ -> {
                    return;
                }
                case Event.Output(ByteBuffer bytes) -> output(bytes);
                case Event.ErrorOutput(ByteBuffer bytes) ->
                    errors.accept(StandardCharsets.UTF_8.decode(bytes).toString());
                case Event.End(boolean complete) -> end(complete);
            }
        }
    }

    private Event next() throws BackendException {
        try {
            return records.read(connection.received());
        } catch (FastCgiException e) {
            throw unavailable(e);
        }
    }

    private void end(boolean complete) throws BackendException {
        ended = true;
        if (!headRead) {
            throw complete
                    ? new BackendException(SCRIPT_FAILED, "the script has ended before the end of its head")
                    : new BackendException(BackendException.UNAVAILABLE, "the backend is too busy for the request");
        }
    }

    private void output(ByteBuffer bytes) throws IOException {
        if (!headRead) {
            readHead(bytes);
        }
        if (headRead && bytes.hasRemaining() && !isWithoutBody()) {
            OutputStream to = out == null ? exchange.stream(head.status(), fields(), -1) : out;
            out = to;
            to.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
        }
    }

    private void readHead(ByteBuffer bytes) throws BackendException {
        try {
            headRead = head.read(bytes);
        } catch (FastCgiException e) {
            throw new BackendException(SCRIPT_FAILED, String.valueOf(e.getMessage()));
        }
    }

    private boolean isOverridden() {
        return rules.or(ProxySettings.ERROR_OVERRIDE, NONE).isFor(head.status());
    }

    private boolean isWithoutBody() {
        return isOverridden() || exchange.request().head() || head.status() == 204 || head.status() == 304;
    }

    private HttpFields fields() {
        HopByHop ofConnection = HopByHop.of(head.fields());
        HttpFields.Mutable fields = HttpFields.build();
        head.fields().stream()
                .filter(field -> !ofConnection.has(field.getLowerCaseName()))
                .forEach(fields::add);
        return fields.asImmutable();
    }

    private void finish() throws IOException {
        if (out != null) {
            out.close();
        } else if (isOverridden()) {
            exchange.respond(Response.error(head.status()));
        } else {
            exchange.complete(head.status(), fields(), isWithoutBody() ? -1 : 0);
        }
    }
}
