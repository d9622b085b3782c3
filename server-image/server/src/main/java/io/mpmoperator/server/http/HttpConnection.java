package io.mpmoperator.server.http;

import io.mpmoperator.server.log.Recurring;
import io.mpmoperator.server.scoreboard.WorkerSlot;
import io.mpmoperator.server.scoreboard.WorkerState;
import io.mpmoperator.server.time.Moment;
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
public final class HttpConnection {

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
     * closing under it would lose it. Its answer then says that the connection closes.
     */
    public static final Duration IDLE_WHEN_STOPPING = Duration.ofSeconds(1);

    /**
     * How long before its time is over the answer that is being repeated is asked for again, which is done as soon as it was
     * given: a client who would come in that time has not to wait for the disk, three times as long as for the answer.
     */
    private static final long AHEAD = Duration.ofMillis(100).toNanos();

    private static final byte[] NOTHING = {};

    /** A head that has arrived whole takes no more than this: it is counted with the connection. */
    private static final int COUNTED = 2 * 1024;

    /** What a reader takes that a parked connection keeps, beside the head that it has read so far. */
    private static final int READER_BYTES = 1024;

    private static final Recurring BROKEN_OFF = new Recurring(Duration.ofSeconds(1), System::nanoTime);

    private final Transport transport;
    private final ServerContext context;
    private int requests;
    private long headBegan;
    private long lastRead;
    private long headBytes;
    private byte[] leftover = NOTHING;
    private long receivedMillis;
    private @Nullable Codec codec;
    private @Nullable RequestReader reader;
    private @Nullable String client;
    private @Nullable Request request;
    private @Nullable CachedResponse ready;
    private boolean given;
    private @Nullable BadRequestException refusal;
    private @Nullable Output output;
    private @Nullable SentResponse answered;
    private @Nullable Repetition repetition;
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
        RequestReader used = reader;
        if (used != null && used.untouched() && request == null) {
            lent.giveBack(used);
            reader = null;
        }
        if (output != null) {
            output.detach();
        }
        lent.usualOutput();
        repetition = null;
        try {
            lent.closeFile();
        } catch (IOException e) {
            context.log().warn("content-not-released", "reason", e);
        }
        codec = null;
        return holds(kept(), request == null || output != null);
    }

    private long kept() {
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
    private void requireMemoryForHead(boolean whole) throws BadRequestException {
        long bytes = reader().headBytes();
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
                if (input.hasRemaining()) {
                    Request found = reader().readHead(input);
                    requireMemoryForHead(found != null);
                    if (found != null) {
                        request = found;
                        ready = transport.isBlocking() ? null : codec().readyFor(found, false, lastRead);
                        return Next.RESPOND;
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
            refuse(e);
            return Next.RESPOND;
        }
    }

    /** What there is of the request belongs to the answer and to the log. */
    private void refuse(BadRequestException why) {
        refusal = why;
        request = reader().soFar();
    }

    /**
     * Waits for the next request, as {@link #receive} does, on a transport that waits. While it is the last one again and
     * its answer stands, it is answered at once, for the whole way through reading, answering and logging costs a prefork child
     * several times that.
     *
     * @return as {@link #receive}
     * @throws IOException as {@link #receive} and {@link #respond}
     */
    public Next receiveNext(WorkerSlot slot) throws IOException {
        ByteBuffer input = codec().input;
        while (true) {
            slot.state(WorkerState.KEEP_ALIVE);
            Repetition last = repetition;
            if (last == null || input.hasRemaining()) {
                return receive();
            }
            if (fill(input) < 0) {
                return Next.CLOSE;
            }
            if (!last.isAll(input) || !goesOnAfter(requests + 1)) {
                return receive();
            }
            boolean stands = last.standsAt(lastRead);
            if (!stands) {
                last = renewed(last);
                if (last == null) {
                    return receive();
                }
                repetition = last;
            }
            input.position(input.limit());
            slot.state(WorkerState.WRITING);
            send(last);
            long now = System.nanoTime();
            if (stands) {
                slot.countAgain(last.answered().bytes(), now - headBegan);
                codec().log.again();
            } else {
                slot.count(last.answered().bytes(), now - headBegan, Moment.millis(now));
                codec().log.againAt(receivedMillis);
            }
            headBegan = now;
            lastRead = now;
            headBytes = 0;
            if (!last.answerStandsAt(now + AHEAD)) {
                repetition = prolonged(last, now + AHEAD);
            }
        }
    }

    /** The same repetition, whose answer still stands at a moment; null where there is another answer by now. */
    @SuppressWarnings("ReferenceEquality") // a file that has not changed has the same response
    private @Nullable Repetition prolonged(Repetition last, long standsAt) {
        CachedResponse there = codec().readyFor(last.request(), true, standsAt);
        return there == null || there.response() != last.response() ? null : last.prolonged(there.until());
    }

    /**
     * The same repetition with the Date of now, where the same response would be given now and the log would make the same line
     * of it but for its second; else null. Going the whole way instead takes twice as long, and each process of the pool has
     * to at the turn of the second.
     */
    @SuppressWarnings("ReferenceEquality") // a file that has not changed has the same response
    private @Nullable Repetition renewed(Repetition last) {
        CachedResponse there = codec().readyFor(last.request(), true, lastRead);
        long nowMillis = System.currentTimeMillis();
        if (there == null || there.response() != last.response() || !codec().log.repeatsAt(nowMillis)) {
            return null;
        }
        receivedMillis = nowMillis;
        codec().laid.date(nowMillis);
        return last.renewed(there.until(), nowMillis, lastRead);
    }

    private void send(Repetition last) throws IOException {
        requests++;
        transport.waitUntil(context.deadlines().timeout(lastRead));
        ByteBuffer answer = last.answer().position(0);
        try {
            Output again = new Output(answer, true, last.rest());
            output = again;
            while (!again.send(transport)) {
                transport.waitUntil(writeDeadline());
            }
            output = null;
        } catch (IOException e) {
            request = last.request();
            answered = last.answered();
            receivedMillis = System.currentTimeMillis();
            throw brokenOff(e);
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

    /** When the client's time to take the next bytes of an answer is over (Timeout). */
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
        refusal = new BadRequestException(HttpStatus.REQUEST_TIMEOUT_408, "RequestReadTimeout");
        request = reader == null ? null : reader.soFar();
        return Next.RESPOND;
    }

    /** Whether answering the request that was received may wait for anything. */
    public boolean mayBlock() {
        if (request == null || refusal != null) {
            return false;
        }
        return ready == null ? request.hasBody() || context.handler().mayBlock(request) : ready.mayBlock();
    }

    /**
     * Answers the request that was received.
     *
     * @return {@link Next#IDLE}, {@link Next#PIPELINED}, {@link Next#NEEDS_OUTPUT}, {@link Next#LINGER} or
     *     {@link Next#CLOSE}
     * @throws IOException when the client is gone or the answer broke off: the connection cannot go on
     */
    public Next respond(WorkerSlot slot) throws IOException {
        try {
            begin(slot);
        } catch (IOException e) {
            throw brokenOff(e);
        }
        return flush(slot);
    }

    private void begin(WorkerSlot slot) throws IOException {
        requests++;
        repetition = null;
        receivedMillis = System.currentTimeMillis();
        slot.request(client(), request == null ? "-" : request.line());
        Request current = refusal == null ? request : null;
        given = current != null && give(current);
        if (!given) {
            handle();
        }
    }

    /** Answers with what is at hand, by the last head again if it would be the same. False when nothing is. */
    private boolean give(Request current) throws IOException {
        CachedResponse there = ready == null ? codec().readyFor(current, true, lastRead) : ready;
        if (there == null) {
            return false;
        }
        Response response = there.response();
        Content content;
        try {
            content = current.head() ? Codec.NO_BODY : codec().opened(response.content());
        } catch (IOException e) {
            return false;
        }
        boolean persists = !response.close() && persistsAfter(current);
        LaidAnswer.Laid again = codec().laid.again(response, current, persists, receivedMillis);
        if (again == null) {
            HttpExchange exchange = exchange();
            exchange.respond(current.head() ? response : response.with(content));
            Output made = exchange.finish();
            SentResponse how = exchange.how();
            codec().laid.complete(response, current, persists, made == null || made.inOneBuffer(), how);
            output = made;
            answered = how;
        } else {
            output = new Output(codec().output, true, again.whole() ? Codec.NO_BODY : content);
            answered = again.answered();
            repetition = repetition(current, there, again.whole() ? Codec.NO_BODY : content, again.answered());
        }
        return true;
    }

    private @Nullable Repetition repetition(Request current, CachedResponse there, Content rest, SentResponse how) {
        byte[] head = reader().repeatedHead();
        if (head == null
                || !how.persistent()
                || !transport.isBlocking()
                || !codec().log.repeats()
                || !rest.stays()) {
            return null;
        }
        return new Repetition(
                head,
                current,
                there.response(),
                codec().output,
                rest,
                how,
                there.until(),
                Repetition.secondStands(receivedMillis, lastRead));
    }

    private HttpExchange exchange() {
        return new HttpExchange(transport, context, codec(), reader(), request, this::persistsAfter);
    }

    private void handle() throws IOException {
        HttpExchange exchange = exchange();
        try {
            handle(exchange);
        } catch (IOException e) {
            if (exchange.answered()) {
                answered = exchange.how();
            }
            throw e;
        }
        answered = exchange.how();
    }

    private void handle(HttpExchange exchange) throws IOException {
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
    }

    /** Tells, not too often, of a client that left before it was answered, or that could not be answered to the end. */
    private IOException brokenOff(IOException cause) {
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
     * Goes on sending an answer.
     *
     * @return as {@link #respond}
     */
    public Next flush(WorkerSlot slot) throws IOException {
        Output sending = output;
        if (transport.isBlocking()) {
            transport.waitUntil(given ? context.deadlines().timeout(lastRead) : writeDeadline());
        }
        try {
            if (sending != null && !sending.send(transport)) {
                return Next.NEEDS_OUTPUT;
            }
        } catch (IOException e) {
            throw brokenOff(e);
        }
        output = null;
        long now = System.nanoTime();
        SentResponse done = answered;
        if (done == null) {
            return next(false, now);
        }
        answered = null;
        long nanos = now - headBegan;
        long micros = nanos / 1000;
        slot.count(done.bytes(), nanos, Moment.millis(now));
        codec().log.answered(client(), request, done, receivedMillis, micros);
        return next(done.persistent(), now);
    }

    private Next next(boolean persistent, long now) {
        ByteBuffer input = codec().input;
        RequestReader used = reader();
        boolean unexpected = !used.complete() || input.hasRemaining();
        boolean promised = refusal == null && request != null && !request.persistent();
        request = null;
        ready = null;
        refusal = null;
        if (used.complete()) {
            used.reset();
        } else if (!persistent) {
            reader = null; // and with it what it has read of a head or a body that nobody wants
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
     * Lets go of everything and closes the connection. An answer that has not come to its end is logged with what was sent of
     * it, and the connection is reset: nobody shall take its end for the answer's.
     */
    public void close() {
        SentResponse broken = answered;
        Output abandoned = output;
        answered = null;
        output = null;
        holdNothing();
        if (broken == null) {
            transport.close();
        } else {
            transport.abort();
            logBroken(broken, abandoned == null ? broken.bytes() : abandoned.sentOf(broken.bytes()));
        }
        try {
            if (abandoned != null) {
                abandoned.abandon();
            }
        } catch (IOException e) {
            context.log().warn("content-not-released", "reason", e);
        }
    }

    private void logBroken(SentResponse broken, long sent) {
        SentResponse how = new SentResponse(broken.status(), sent, false);
        long micros = (System.nanoTime() - headBegan) / 1000;
        context.requests().writer().answered(client(), request, how, receivedMillis, micros);
    }

    private String client() {
        String known = client;
        if (known == null) {
            InetSocketAddress address = transport.remoteAddress();
            known = address == null ? "-" : AddressText.of(address.getAddress());
            client = known;
        }
        return known;
    }
}
