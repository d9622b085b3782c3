package io.mpmoperator.server.http;

import io.mpmoperator.server.log.LogThrottle;
import io.mpmoperator.server.scoreboard.WorkerSlot;
import io.mpmoperator.server.time.Timestamp;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection, whatever the mode: a thread drives it by {@link #receive}, {@link #respond} and {@link #flush},
 * each of which says what comes next. It is used by one thread at a time. Not drawn: after PIPELINED the next request is received
 * at once, and NEEDS_COMPUTING has {@link #compute} called by a thread that may take its time.
 *
 * <pre>
 *             ┌──────── NEEDS_INPUT ◄──┐
 *             ▼                        │
 *  accept ─► receive ── RESPOND ─► respond ── IDLE ─► (keep-alive) ─► receive
 *             │                        ├── NEEDS_OUTPUT ─► flush
 *             └── CLOSE ◄──────────────┴── LINGER ─► (read and discard until the client closes)
 * </pre>
 */
public final class HttpConnection implements LoggedConnection {

    /** What a connection needs next. */
    public enum Next {
        /** Wait for the rest of a request's head, no longer than {@link #readDeadline}. */
        NEEDS_INPUT,
        /** Call {@link HttpConnection#compute}, on a thread that need not listen meanwhile. */
        NEEDS_COMPUTING,
        /** Call {@link HttpConnection#respond}. */
        RESPOND,
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
     * closing under it would lose it. Its response then says that the connection closes.
     */
    public static final Duration IDLE_WHEN_STOPPING = Duration.ofSeconds(1);

    private static final byte[] NOTHING = {};

    /** A head that has arrived whole takes no more than this: it is counted with the connection. */
    private static final int COUNTED = 2 * 1024;

    /** What a reader takes that a parked connection keeps, beside the head that it has read so far. */
    private static final int READER_BYTES = 1024;

    private static final LogThrottle BROKEN_OFF = new LogThrottle(Duration.ofSeconds(1), System::nanoTime);

    private final Transport transport;
    private final ServerContext context;
    private int requests;
    private long headBegan;
    private long lastRead;
    private long headBytes;
    private byte[] leftover = NOTHING;
    private long receivedMillis;
    private Stage stage = Stage.Reading.READING;
    private @Nullable Codec codec;
    private @Nullable RequestReader reader;
    private @Nullable String client;
    private @Nullable ForwardedClient forwarded;
    private RequestMemory.@Nullable Share share;

    /** A connection that was just accepted. */
    public HttpConnection(Transport transport, ServerContext context) {
        this.transport = transport;
        this.context = context;
        this.headBegan = System.nanoTime();
        this.lastRead = headBegan;
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

    /**
     * Parks the connection: it gives back what it was lent, and keeps no more than it must.
     *
     * @return false where there is no memory for what it keeps (RequestMemoryLimit): it is to be closed
     */
    public boolean detach() {
        Codec lent = codec();
        if (lent.input.hasRemaining()) {
            leftover = new byte[lent.input.remaining()];
            lent.input.get(leftover);
        }
        settle();
        RequestReader used = reader;
        boolean reading = stage == Stage.Reading.READING;
        if (used != null && used.untouched() && reading) {
            lent.giveBack(used);
            reader = null;
        }
        Output output = output();
        if (output != null) {
            output.detach();
        }
        lent.giveBackOutput();
        codec = null;
        return holds(kept(output), reading || output != null);
    }

    /** Keeps what lies in the buffer of a plain request that is not responded to yet, or whose response is not sent. */
    private void settle() {
        switch (stage) {
            case ReadyResponse _ -> stage = new Stage.Received(requestOfPlain());
            case Stage.Sending(Output output, SentResponse how, ReadyResponse _) ->
                stage = new Stage.Sending(
                        output, how, new Stage.Received(codec().plain.toRequest()));
            case Stage.Sending _, Stage.Reading _, Stage.Received _, Stage.Refused _ -> {}
        }
    }

    private @Nullable Output output() {
        return stage instanceof Stage.Sending sending ? sending.output() : null;
    }

    private long kept(@Nullable Output output) {
        long ofReader = reader == null ? 0 : READER_BYTES + reader.headBytes();
        return ofReader + leftover.length + transport.kept() + (output == null ? 0 : output.kept());
    }

    /** Whether there is memory for so much; see {@link RequestMemory#hold}. */
    private boolean holds(long bytes, boolean mayGo) {
        RequestMemory.Share mine = share;
        if (mine == null) {
            if (bytes == 0) {
                return true;
            }
            mine = new RequestMemory.Share(transport::hangUp);
            share = mine;
        }
        return context.memory().hold(mine, bytes, mayGo);
    }

    private void holdNothing() {
        RequestMemory.Share mine = share;
        if (mine != null) {
            share = null;
            context.memory().release(mine);
        }
    }

    /** What a large head takes, or one whose rest has to be waited for, is the process's to give. */
    private void requireMemoryForHead(long bytes, boolean whole) throws BadRequestException {
        if (whole && bytes <= COUNTED && share == null) {
            return;
        }
        if (!holds(READER_BYTES + bytes, !whole)) {
            throw new BadRequestException(
                    bytes > RequestMemory.SMALL
                            ? HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431
                            : HttpStatus.SERVICE_UNAVAILABLE_503,
                    "no memory for its head within RequestMemoryLimit");
        }
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
     * @return {@link Next#RESPOND}, {@link Next#NEEDS_INPUT}, {@link Next#IDLE} or {@link Next#CLOSE}; before the first
     *     request also {@link Next#NEEDS_COMPUTING}, when the transport does not wait
     * @throws DeadlineException when the transport waits and the client did not send in time
     */
    public Next receive() throws IOException {
        ByteBuffer input = codec().input;
        try {
            while (true) {
                if (input.hasRemaining() && readHead(input)) {
                    return Next.RESPOND;
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
            refuse(e);
            return Next.RESPOND;
        }
    }

    private boolean readHead(ByteBuffer input) throws BadRequestException {
        PlainHead plain = codec().plain;
        if (reader().untouched() && plain.read(input)) {
            ReadyResponse ready = context.handler().ready(plain, this, lastRead);
            stage = ready == null ? received() : ready;
            return true;
        }
        Request found = reader().readHead(input);
        requireMemoryForHead(reader().headBytes(), found != null);
        if (found != null) {
            stage = new Stage.Received(found);
        }
        return found != null;
    }

    private Stage received() {
        Request request = requestOfPlain();
        try {
            requireMemoryForHead(reader().headBytes(), true);
        } catch (BadRequestException e) {
            return new Stage.Refused(e, request);
        }
        return new Stage.Received(request);
    }

    /** The plain request as one of its own, which goes the way of all that are not ready. */
    private Request requestOfPlain() {
        PlainHead plain = codec().plain;
        reader().readElsewhere(plain);
        return plain.toRequest();
    }

    /** What there is of the request belongs to the response and to the log. */
    private void refuse(BadRequestException why) {
        stage = new Stage.Refused(why, reader().soFar());
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
        if (transport.isBlocking()) {
            transport.waitUntil(readDeadline());
        }
        try {
            int received = transport.read(input);
            if (received > 0) {
                lastRead = System.nanoTime();
                if (headBytes == 0) {
                    headBegan = lastRead;
                }
                headBytes += received;
            }
            return received;
        } finally {
            input.flip();
        }
    }

    /** Since when the client has a request to send, or to finish; a moment of {@link System#nanoTime}. */
    public long headBegan() {
        return headBegan;
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
            return context.stopping().getAsBoolean()
                    ? context.deadlines().keepAliveWhenStopping(headBegan)
                    : context.deadlines().keepAlive(headBegan);
        }
        return context.deadlines().head(headBegan, headBytes);
    }

    /**
     * When an idle connection's time is over as long as the process is not ending (KeepAliveTimeout).
     *
     * @return a moment of {@link System#nanoTime}
     */
    public long keepAliveDeadline() {
        return context.deadlines().keepAlive(headBegan);
    }

    /** When the client's time to take the next bytes of a response is over (Timeout). */
    public long writeDeadline() {
        return context.deadlines().timeout(System.nanoTime());
    }

    /**
     * Says that the client's time to send a request is over.
     *
     * @return {@link Next#RESPOND}, with 408, to a client that began a request, else {@link Next#CLOSE}
     */
    public Next expire() {
        if (headBytes == 0) {
            return Next.CLOSE;
        }
        stage = new Stage.Refused(
                new BadRequestException(HttpStatus.REQUEST_TIMEOUT_408, "RequestReadTimeout"),
                reader == null ? null : reader.soFar());
        return Next.RESPOND;
    }

    /** Whether responding to the request that was received may wait for anything. */
    public boolean mayBlock() {
        return switch (stage) {
            case Stage.Received(Request request) ->
                request.hasBody() || context.handler().mayBlock(request);
            case Stage.Refused(BadRequestException reason, Request request) ->
                request != null
                        && !HttpExchange.isOfConnection(reason.status())
                        && context.handler().mayBlock(request);
            case ReadyResponse _, Stage.Sending _, Stage.Reading _ -> false;
        };
    }

    /**
     * Responds to the request that was received.
     *
     * @return {@link Next#IDLE}, {@link Next#PIPELINED}, {@link Next#NEEDS_OUTPUT}, {@link Next#LINGER} or
     *     {@link Next#CLOSE}
     * @throws IOException when the client is gone or the response broke off: the connection cannot go on
     */
    public Next respond(WorkerSlot slot) throws IOException {
        requests++;
        receivedMillis = System.currentTimeMillis();
        findClient();
        if (stage instanceof ReadyResponse ready) {
            PlainHead plain = codec().plain;
            slot.request(client(), plain.bytes(), plain.lineFrom(), plain.lineTo());
            boolean persists = context.settings().keepAlive() && plain.persistent() && goesOnAfter(requests);
            if (lay(ready, persists)) {
                return stage == ready ? give(ready, persists, slot) : flush(slot);
            }
        }
        try {
            handle(slot);
        } catch (IOException e) {
            throw brokenOff(e);
        }
        return flush(slot);
    }

    private void findClient() {
        InetSocketAddress peer = context.proxies().believesAny() ? transport.remoteAddress() : null;
        forwarded = peer == null ? null : context.proxies().client(peer, transport.localAddress(), this::field);
        if (forwarded != null && stage instanceof Stage.Received(Request request)) {
            stage = new Stage.Received(forwarded.changed(request));
        }
    }

    private @Nullable String field(String name) {
        if (stage instanceof ReadyResponse) {
            return codec().plain.field(name);
        }
        Request request = requestOf(stage);
        return request == null ? null : request.field(name);
    }

    /** Puts a response that is ready into the buffer; where it turns out that it is not, its request is handled as others are. */
    private boolean lay(ReadyResponse ready, boolean persists) {
        try {
            Content behind = codec().lay(ready, persists, receivedMillis);
            if (behind != null) {
                Output output = new Output(codec().output, true, behind);
                stage = new Stage.Sending(output, how(ready, persists), ready);
            }
            return true;
        } catch (IOException e) {
            context.log().debug("ready-response-dropped", "reason", e);
            stage = new Stage.Received(requestOfPlain());
            return false;
        }
    }

    private SentResponse how(ReadyResponse ready, boolean persists) {
        return new SentResponse(ready, bytesOf(ready), persists, ready.account(), null, true);
    }

    private long bytesOf(ReadyResponse ready) {
        return codec().plain.head() ? 0 : ready.length();
    }

    /** Sends what lies in the buffer; in most cases the client takes it whole, and nothing has to be remembered. */
    private Next give(ReadyResponse ready, boolean persists, WorkerSlot slot) throws IOException {
        ByteBuffer laid = codec().output;
        int size = laid.remaining();
        try {
            if (transport.isBlocking()) {
                transport.waitUntil(context.deadlines().timeout(lastRead));
            }
            transport.write(laid);
            if (laid.hasRemaining() || !transport.flushed()) {
                stage = new Stage.Sending(new Output(laid, size), how(ready, persists), ready);
                return Next.NEEDS_OUTPUT;
            }
        } catch (IOException e) {
            stage = new Stage.Sending(new Output(laid, size), how(ready, persists), ready);
            throw brokenOff(e);
        }
        return done(ready, bytesOf(ready), persists, slot);
    }

    private Next done(ReadyResponse ready, long bytes, boolean persists, WorkerSlot slot) {
        PlainHead plain = codec().plain;
        long now = System.nanoTime();
        count(slot, bytes, now);
        codec().log.answered(this, plain, ready, bytes, persists, receivedMillis, (now - headBegan) / 1000);
        return next(persists, !plain.persistent(), now);
    }

    private void count(WorkerSlot slot, long bytes, long now) {
        slot.count(bytes, now - headBegan, Timestamp.millis(now));
    }

    private void handle(WorkerSlot slot) throws IOException {
        Stage received = stage;
        Request request = requestOf(received);
        slot.request(client(), request == null ? "-" : request.line());
        HttpExchange exchange = new HttpExchange(
                transport, context, codec(), reader(), request, forwarded, this::persistsAfter, headBegan);
        try {
            Output output = handle(exchange, received);
            stage = new Stage.Sending(output, exchange.how(), received);
        } catch (IOException e) {
            if (exchange.answered()) {
                stage = new Stage.Sending(null, exchange.how(), received);
            }
            throw e;
        }
    }

    private @Nullable Output handle(HttpExchange exchange, Stage received) throws IOException {
        try {
            if (received instanceof Stage.Refused refused) {
                throw refused.reason();
            }
            context.handler().handle(exchange);
            return exchange.finish();
        } catch (BadRequestException e) {
            context.log().debug("refused", "status", e.status(), "reason", e.getMessage(), "client", client());
            return exchange.refuse(e.status());
        } catch (RefusedBodyException e) {
            return exchange.refuse(e.refusal().status());
        } catch (DeadlineException e) {
            return exchange.refuse(HttpStatus.REQUEST_TIMEOUT_408);
        }
    }

    /** The request of a stage as an object of its own; null where there is none. */
    private @Nullable Request requestOf(Stage of) {
        return switch (of) {
            case Stage.Received(Request request) -> request;
            case Stage.Refused(BadRequestException _, Request soFar) -> soFar;
            case Stage.Sending(Output _, SentResponse _, Stage to) -> requestOf(to);
            case ReadyResponse _ -> codec == null ? null : codec.plain.toRequest();
            case Stage.Reading _ -> null;
        };
    }

    /** Tells, not too often, of a client that left before it was answered, or that could not be answered to the end. */
    private IOException brokenOff(IOException cause) {
        Request request = requestOf(stage);
        String line = request == null ? "-" : request.line();
        BROKEN_OFF.info(context.log(), "request-broken-off", "client", client(), "request", line, "reason", cause);
        return cause;
    }

    /** Whether the connection may go on after the current request, as far as the client and the settings say. */
    private boolean persistsAfter(Request current) {
        return context.settings().keepAlive() && current.persistent() && goesOnAfter(requests);
    }

    /** Whether it may after so many requests, when nothing in the last one is against it. */
    private boolean goesOnAfter(int answeredRequests) {
        int most = context.settings().maxKeepAliveRequests();
        return (most == 0 || answeredRequests < most) && !context.stopping().getAsBoolean();
    }

    /**
     * Goes on sending a response.
     *
     * @return as {@link #respond}
     */
    public Next flush(WorkerSlot slot) throws IOException {
        if (!(stage instanceof Stage.Sending(Output output, SentResponse how, Stage to))) {
            throw new IllegalStateException("there is no response to be sent: " + stage);
        }
        if (transport.isBlocking()) {
            transport.waitUntil(writeDeadline());
        }
        try {
            if (output != null && !output.send(transport)) {
                return Next.NEEDS_OUTPUT;
            }
        } catch (IOException e) {
            throw brokenOff(e);
        }
        if (to instanceof ReadyResponse ready) {
            return done(ready, how.bytes(), how.persistent(), slot);
        }
        long now = System.nanoTime();
        count(slot, how.bytes(), now);
        Request request = requestOf(to);
        codec().log.answered(this, request, how, receivedMillis, (now - headBegan) / 1000);
        boolean promised = !(to instanceof Stage.Refused) && request != null && !request.persistent();
        return next(how.persistent(), promised, now);
    }

    /**
     * What comes after a response.
     *
     * @param persistent whether the connection goes on
     * @param promised whether the client itself has said that it sends nothing more
     */
    private Next next(boolean persistent, boolean promised, long now) {
        ByteBuffer input = codec().input;
        RequestReader used = reader();
        boolean whole = used.untouched() || used.complete();
        boolean unexpected = !whole || input.hasRemaining();
        stage = Stage.Reading.READING;
        codec().giveBackOutput();
        if (used.complete()) {
            used.reset();
        } else if (!persistent && !used.untouched()) {
            reader = null; // and with it what it has read of a head or a body that is not wanted
        }
        holdNothing();
        if (!persistent) {
            return promised && !unexpected ? Next.CLOSE : Next.LINGER;
        }
        headBegan = now;
        lastRead = now;
        headBytes = input.remaining();
        return headBytes > 0 || transport.buffered() ? Next.PIPELINED : Next.IDLE;
    }

    /**
     * Lets go of everything and closes the connection. A response that has not come to its end is logged with what was sent of
     * it, and the connection is reset, so that no client takes its end for the response's.
     */
    public void close() {
        Stage last = stage;
        stage = Stage.Reading.READING;
        holdNothing();
        if (!(last instanceof Stage.Sending(Output output, SentResponse how, Stage to))) {
            transport.close();
            return;
        }
        transport.abort();
        logBroken(requestOf(to), how, output == null ? how.bytes() : output.sentOf(how.bytes()));
        try {
            if (output != null) {
                output.abandon();
            }
        } catch (IOException e) {
            context.log().warn("content-not-released", "reason", e);
        }
    }

    private void logBroken(@Nullable Request request, SentResponse broken, long sent) {
        long micros = (System.nanoTime() - headBegan) / 1000;
        context.requests().writer().answered(this, request, broken.brokenAt(sent), receivedMillis, micros);
    }

    @Override
    public @Nullable InetSocketAddress remoteAddress() {
        return ForwardedClient.address(forwarded, transport);
    }

    @Override
    public @Nullable InetSocketAddress peerAddress() {
        return transport.remoteAddress();
    }

    @Override
    public @Nullable InetSocketAddress localAddress() {
        return transport.localAddress();
    }

    @Override
    public boolean secure() {
        return ForwardedClient.secure(forwarded, transport);
    }

    @Override
    public boolean behindProxies() {
        return context.proxies().believesAny();
    }

    @Override
    public @Nullable TlsFacts tls() {
        return transport.tls();
    }

    @Override
    public int requestsBefore() {
        return Math.max(0, requests - 1);
    }

    @Override
    public long receivedBytes() {
        return headBytes;
    }

    @Override
    public String client() {
        ForwardedClient named = forwarded;
        if (named != null) {
            return AddressText.of(named.address().getAddress());
        }
        String known = client;
        if (known == null) {
            InetSocketAddress address = transport.remoteAddress();
            known = address == null ? "-" : AddressText.of(address.getAddress());
            client = known;
        }
        return known;
    }
}
