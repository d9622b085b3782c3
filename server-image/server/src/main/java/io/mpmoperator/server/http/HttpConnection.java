package io.mpmoperator.server.http;

import io.mpmoperator.server.log.Recurring;
import io.mpmoperator.server.scoreboard.WorkerSlot;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection, whatever the mode: a thread drives it by {@link #receive}, {@link #answer} and {@link #flush},
 * each of which says what comes next. It is used by one thread at a time.
 *
 * <pre>
 *             ┌──────── NEEDS_INPUT ◄──┐
 *             ▼                        │
 *  accept ─► receive ── ANSWER ─► answer ─── IDLE ─► (keep-alive) ─► receive
 *             │                        ├── NEEDS_OUTPUT ─► flush
 *             └── CLOSE ◄──────────────┴── LINGER ─► (read and discard until the client closes)
 * </pre>
 */
public final class HttpConnection {

    /** What a connection needs next. */
    public enum Next {
        /** Wait for the rest of a request's head, no longer than {@link #readDeadline}. */
        NEEDS_INPUT,
        /** Call {@link HttpConnection#compute}, on a thread that need not listen meanwhile. */
        NEEDS_COMPUTING,
        /** Call {@link HttpConnection#answer}. */
        ANSWER,
        /** Wait until the client reads, then call {@link HttpConnection#flush}. */
        NEEDS_OUTPUT,
        /** Wait for the next request, no longer than KeepAliveTimeout. */
        IDLE,
        /** Another request has arrived together with the last one: call {@link HttpConnection#receive} at once. */
        PIPELINED,
        /** Shut down the sending side, then read and discard until the client closes (RFC 9112, section 9.6). */
        LINGER,
        /** Close at once. */
        CLOSE
    }

    /**
     * How long a connection is still kept when the process is ending: a client's next request may be on its way, and
     * closing under it would lose it. Its answer then says that the connection closes.
     */
    public static final Duration IDLE_WHEN_STOPPING = Duration.ofSeconds(1);

    private static final byte[] NOTHING = {};
    private static final Recurring BROKEN_OFF = new Recurring(Duration.ofSeconds(1), System::nanoTime);

    private final Transport transport;
    private final ServerContext context;
    private int requests;
    private long headBegan;
    private long headBytes;
    private byte[] leftover = NOTHING;
    private @Nullable Codec codec;
    private @Nullable RequestReader reader;
    private @Nullable Request request;
    private @Nullable BadRequestException refusal;
    private @Nullable Output output;
    private @Nullable HttpExchange answered;

    /** A connection that was just accepted. */
    public HttpConnection(Transport transport, ServerContext context) {
        this.transport = transport;
        this.context = context;
        this.headBegan = System.nanoTime();
    }

    /** The bytes of the connection. */
    public Transport transport() {
        return transport;
    }

    /** How many requests it has brought. */
    public int requests() {
        return requests;
    }

    /** Gives the connection what the calling thread works with, until {@link #detach}. */
    public HttpConnection attach(Codec codec) {
        this.codec = codec;
        codec.input.clear();
        if (leftover.length > 0) {
            codec.input.put(leftover);
            leftover = NOTHING;
        }
        codec.input.flip();
        if (reader == null) {
            reader = codec.takeReader();
        }
        return this;
    }

    /** Parks the connection: it gives back what it was lent, and keeps no more than it must. */
    public void detach() {
        Codec lent = codec();
        if (lent.input.hasRemaining()) {
            leftover = new byte[lent.input.remaining()];
            lent.input.get(leftover);
        }
        RequestReader used = reader();
        if (used.untouched() && request == null) {
            lent.giveBack(used);
            reader = null;
        }
        if (output != null) {
            output.detach();
        }
        codec = null;
    }

    private Codec codec() {
        return Objects.requireNonNull(codec, "the connection is parked");
    }

    private RequestReader reader() {
        return Objects.requireNonNull(reader, "the connection is parked");
    }

    /**
     * Reads what the client has sent, as far as the end of a request's head.
     *
     * @return {@link Next#ANSWER}, {@link Next#NEEDS_INPUT}, {@link Next#IDLE} or {@link Next#CLOSE}; before the first
     *     request also {@link Next#NEEDS_COMPUTING}, when the transport does not wait
     * @throws DeadlineException when the transport waits and the client did not send in time
     */
    public Next receive() throws IOException {
        ByteBuffer input = codec().input;
        try {
            while (true) {
                if (input.hasRemaining()) {
                    request = reader().readHead(input);
                    if (request != null) {
                        return Next.ANSWER;
                    }
                }
                int received = fill(input);
                if (received < 0) {
                    return Next.CLOSE;
                }
                if (received == 0) {
                    return nothingThere();
                }
            }
        } catch (BadRequestException e) {
            refusal = e;
            return Next.ANSWER;
        }
    }

    private Next nothingThere() {
        if (headBytes > 0) {
            return Next.NEEDS_INPUT;
        }
        if (requests > 0) {
            return Next.IDLE;
        }
        return transport.awaitsComputing() ? Next.NEEDS_COMPUTING : Next.NEEDS_INPUT;
    }

    /** Does what a TLS handshake has to compute, and goes on as {@link #receive}. */
    public Next compute() throws IOException {
        Next next;
        do {
            transport.compute();
            next = receive();
        } while (next == Next.NEEDS_COMPUTING);
        return next;
    }

    private int fill(ByteBuffer input) throws IOException {
        input.clear();
        if (transport.waits()) {
            transport.waitUntil(readDeadline());
        }
        try {
            int received = transport.read(input);
            if (received > 0) {
                if (headBytes == 0) {
                    headBegan = System.nanoTime();
                }
                headBytes += received;
            }
            return received;
        } finally {
            input.flip();
        }
    }

    /** Whether bytes of a request have arrived whose head is not complete. */
    public boolean midRequest() {
        return headBytes > 0;
    }

    /**
     * When the client's time to send the head of a request is over (RequestReadTimeout), or, between requests,
     * its time to begin one (KeepAliveTimeout).
     *
     * @return a moment of {@link System#nanoTime}
     */
    public long readDeadline() {
        if (requests > 0 && headBytes == 0) {
            Duration idle = context.settings().keepAliveTimeout();
            boolean hurry = context.stopping().getAsBoolean() && idle.compareTo(IDLE_WHEN_STOPPING) > 0;
            return headBegan + (hurry ? IDLE_WHEN_STOPPING : idle).toNanos();
        }
        return ReadDeadlines.head(context.settings().requestReadTimeout(), headBegan, headBytes);
    }

    /**
     * When an idle connection's time is over as long as the process is not ending (KeepAliveTimeout).
     *
     * @return a moment of {@link System#nanoTime}
     */
    public long keepAliveDeadline() {
        return headBegan + context.settings().keepAliveTimeout().toNanos();
    }

    /** When the client's time to take the next bytes of an answer is over (Timeout). */
    public long writeDeadline() {
        return System.nanoTime() + context.settings().timeout().toNanos();
    }

    /**
     * Says that the client's time to send a request is over.
     *
     * @return {@link Next#ANSWER}, with 408, to a client that began a request, else {@link Next#CLOSE}
     */
    public Next expire() {
        if (headBytes == 0) {
            return Next.CLOSE;
        }
        refusal = new BadRequestException(HttpStatus.REQUEST_TIMEOUT_408, "RequestReadTimeout");
        return Next.ANSWER;
    }

    /** Whether answering the request that was received may wait for anything. */
    public boolean mayBlock() {
        return request != null && (request.hasBody() || context.handler().mayBlock(request));
    }

    /**
     * Answers the request that was received.
     *
     * @return {@link Next#IDLE}, {@link Next#PIPELINED}, {@link Next#NEEDS_OUTPUT}, {@link Next#LINGER} or
     *     {@link Next#CLOSE}
     * @throws IOException when the client is gone or the answer broke off: the connection cannot go on
     */
    public Next answer(WorkerSlot slot) throws IOException {
        try {
            begin(slot);
        } catch (IOException e) {
            throw brokenOff(e);
        }
        return flush(slot);
    }

    private void begin(WorkerSlot slot) throws IOException {
        requests++;
        slot.request(client(), request == null ? "-" : request.line());
        HttpExchange exchange = new HttpExchange(transport, context, codec(), reader(), request, this::persistsAfter);
        try {
            if (refusal != null) {
                throw refusal;
            }
            context.handler().handle(exchange);
            output = exchange.finish();
        } catch (BadRequestException e) {
            context.log().debug("refused", "status", e.status(), "reason", e.getMessage(), "client", client());
            output = exchange.refuse(e.status());
        } catch (RefusedBodyException e) {
            output = exchange.refuse(e.refusal().status());
        } catch (DeadlineException e) {
            output = exchange.refuse(HttpStatus.REQUEST_TIMEOUT_408);
        }
        answered = exchange;
    }

    /** Tells, not too often, of a client that left before it was answered, or that could not be answered to the end. */
    private IOException brokenOff(IOException cause) {
        String line = request == null ? "-" : request.line();
        BROKEN_OFF.info(context.log(), "request-broken-off", "client", client(), "request", line, "reason", cause);
        return cause;
    }

    /** Whether the connection may go on after the current request, as far as the client and the settings say. */
    private boolean persistsAfter(Request current) {
        int most = context.settings().maxKeepAliveRequests();
        return context.settings().keepAlive()
                && current.persistent()
                && (most == 0 || requests < most)
                && !context.stopping().getAsBoolean();
    }

    /**
     * Goes on sending an answer.
     *
     * @return as {@link #answer}
     */
    public Next flush(WorkerSlot slot) throws IOException {
        Output sending = output;
        if (transport.waits()) {
            transport.waitUntil(writeDeadline());
        }
        try {
            if (sending != null && !sending.send(transport)) {
                return Next.NEEDS_OUTPUT;
            }
        } catch (IOException e) {
            throw brokenOff(e);
        }
        output = null;
        HttpExchange done = answered;
        if (done != null) {
            account(done, slot);
        }
        return next(done != null && done.persistent());
    }

    private void account(HttpExchange done, WorkerSlot slot) {
        long micros = micros();
        slot.count(done.bodyBytes(), micros, System.currentTimeMillis());
        context.requests().answered(transport.remoteAddress(), request, done.status(), done.bodyBytes(), micros);
        answered = null;
    }

    private long micros() {
        return TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - headBegan);
    }

    private Next next(boolean persistent) {
        ByteBuffer input = codec().input;
        boolean unexpected = !reader().complete() || input.hasRemaining();
        boolean promised = request != null && !request.persistent();
        request = null;
        refusal = null;
        if (!persistent) {
            return promised && !unexpected ? Next.CLOSE : Next.LINGER;
        }
        reader().reset();
        headBegan = System.nanoTime();
        headBytes = input.remaining();
        return headBytes > 0 || transport.buffered() ? Next.PIPELINED : Next.IDLE;
    }

    /** Lets go of everything and closes the connection; an answer that the client has not waited for is logged. */
    public void close() {
        HttpExchange broken = answered;
        if (broken != null) {
            answered = null;
            context.requests()
                    .answered(transport.remoteAddress(), request, broken.status(), broken.bodyBytes(), micros());
        }
        Output abandoned = output;
        output = null;
        transport.close();
        try {
            if (abandoned != null) {
                abandoned.abandon();
            }
        } catch (IOException e) {
            context.log().warn("content-not-released", "reason", e);
        }
    }

    private String client() {
        var address = transport.remoteAddress();
        return address == null ? "-" : address.getAddress().getHostAddress();
    }
}
