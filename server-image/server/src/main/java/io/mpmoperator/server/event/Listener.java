package io.mpmoperator.server.event;

import io.mpmoperator.server.engine.ChildContext;
import io.mpmoperator.server.event.ConnectionQueue.WaitsFor;
import io.mpmoperator.server.http.Codec;
import io.mpmoperator.server.http.HttpConnection;
import io.mpmoperator.server.http.HttpConnection.Next;
import io.mpmoperator.server.log.Recurring;
import io.mpmoperator.server.scoreboard.WorkerSlot;
import io.mpmoperator.server.scoreboard.WorkerState;
import io.mpmoperator.server.time.Moment;
import io.mpmoperator.server.transport.Accepting;
import io.mpmoperator.server.transport.NonBlockingTransport;
import io.mpmoperator.server.transport.WaitingConnections;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The listener: accepts, collects request heads, parks idle connections, waits for slow readers and lingering clients.
 * Everything in it happens on the thread that leads, but {@link #finished}, {@link #computed} and {@link #quiesce}.
 */
final class Listener {

    /**
     * What takes time, for the calling thread to do after it has passed the lead on: a request that may wait for something,
     * or the computing of a handshake.
     *
     * @param worker that answers the request; {@link #NO_WORKER} for a handshake
     */
    record Assignment(EventConnection connection, int worker) {
        static final int NO_WORKER = -1;
    }

    private static final long TICK_MILLIS = 500;
    private static final long LINGER = TimeUnit.SECONDS.toNanos(30);
    private static final long LINGER_SHORT = TimeUnit.SECONDS.toNanos(2);
    private static final int ACCEPTS_AT_ONCE = 16;

    /** No connection is closed for another one sooner after its last response: its next request may be on its way. */
    private static final Duration IDLE_AT_LEAST = Duration.ofMillis(50);

    /** No connection is closed for another one sooner after its request began to arrive. */
    private static final long INCOMPLETE_AT_LEAST = TimeUnit.SECONDS.toNanos(1);

    private static final long NO_PAUSE = 0;

    private final ChildContext context;
    private final Workers workers;
    private final WorkerSlot[] slots;
    private final Selector selector = Selector.open();
    private final SelectionKey accepting;
    private final AcceptLimit limit;
    private final ConnectionQueue heads = new ConnectionQueue(WaitsFor.REQUEST);
    private final ConnectionQueue keepAlives = new ConnectionQueue(WaitsFor.REQUEST);

    /** Those whose next request the selector has seen: nobody closes them any more because they are idle. */
    private final ConnectionQueue arrived = new ConnectionQueue(WaitsFor.REQUEST);

    private final ConnectionQueue writes = new ConnectionQueue(WaitsFor.TO_WRITE);
    private final ConnectionQueue lingering = new ConnectionQueue(WaitsFor.TO_DISCARD);
    private final Deque<SelectionKey> ready = new ArrayDeque<>();
    private final Deque<EventConnection> yielded = new ArrayDeque<>();
    private final HandBack handBack = new HandBack(selector::wakeup);
    private final Recurring failing = new Recurring(Accepting.TOLD_EVERY, System::nanoTime);
    private final long hastened;
    private final long idleEnough;
    private final ByteBuffer discarded = ByteBuffer.allocate(4096);
    private volatile boolean takesWaiting;
    private boolean stopped;
    private int connections;
    private long acceptedInAll;
    private long nextSweep = System.nanoTime();
    private long acceptsAgain = NO_PAUSE;
    private @Nullable String acceptFailure;
    private @Nullable Assignment assigned;

    Listener(ChildContext context, Workers workers) throws IOException {
        this.context = context;
        this.workers = workers;
        this.slots = slots(context);
        this.limit = new AcceptLimit(context.settings());
        this.hastened = beforeKeepAliveEnds(context, HttpConnection.IDLE_WHEN_STOPPING);
        this.idleEnough = beforeKeepAliveEnds(context, IDLE_AT_LEAST);
        context.listener().configureBlocking(false);
        this.accepting = context.listener().register(selector, SelectionKey.OP_ACCEPT);
    }

    private static WorkerSlot[] slots(ChildContext context) {
        WorkerSlot[] slots = new WorkerSlot[context.settings().threadsPerChild()];
        Arrays.setAll(slots, context.slot()::worker);
        return slots;
    }

    /** A worker's place in the scoreboard. */
    WorkerSlot slot(int worker) {
        return slots[worker];
    }

    /** How long before its time is over a connection has been idle for so long, in nanoseconds. */
    private static long beforeKeepAliveEnds(ChildContext context, Duration idle) {
        return Math.max(
                0, context.server().settings().keepAliveTimeout().minus(idle).toNanos());
    }

    /**
     * Takes no more connections and ends when the last one is closed. Any thread may call it.
     *
     * @param waiting whether to take first what waits to be accepted
     */
    void quiesce(boolean waiting) {
        takesWaiting = waiting;
        handBack.quiesce();
    }

    /**
     * Listens until there is a request that may wait for something.
     *
     * @param codec the calling thread's; a request that is returned has been read with it
     * @return the request, or null when the process has nothing left to do
     */
    @Nullable
    Assignment lead(Codec codec) throws IOException {
        while (true) {
            takeBack();
            serveWaiting(codec);
            serveReady(codec);
            serveYielded(codec);
            Assignment found = assigned;
            if (found != null) {
                assigned = null;
                return found;
            }
            sweep(codec);
            regulateAccepting();
            if (drained()) {
                return null;
            }
            if (ready.isEmpty() && handBack.listenerMaySleep()) {
                select();
            }
        }
    }

    private void select() throws IOException {
        if (yielded.isEmpty()) {
            selector.select(this::found, acceptsAgain == NO_PAUSE ? TICK_MILLIS : Accepting.PAUSE.toMillis());
        } else {
            findRequests();
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted: every channel that is touched now would be closed");
        }
    }

    private void found(SelectionKey key) {
        if (!(key.attachment() instanceof EventConnection connection)) {
            ready.add(key);
        } else if (!connection.found) {
            connection.found = true;
            ready.add(key);
            if (keepAlives.equals(connection.queue)) {
                keepAlives.remove(connection);
                arrived.add(connection, connection.deadline);
            }
        }
    }

    /** Looks and does not wait: after it, none of the idle connections is one on which a request has come before. */
    private void findRequests() throws IOException {
        selector.selectNow(this::found);
    }

    private void serveReady(Codec codec) throws IOException {
        SelectionKey key;
        while (assigned == null && (key = ready.poll()) != null) {
            if (key.attachment() instanceof EventConnection connection) {
                connection.found = false;
                if (key.isValid()) {
                    readyForIo(connection, codec);
                }
            } else if (key.isValid()) {
                accept(codec);
            }
        }
    }

    /** Goes on with the connection whose turn was over first; all others have been looked at in between. */
    private void serveYielded(Codec codec) {
        EventConnection connection = assigned == null ? yielded.poll() : null;
        if (connection != null) {
            connection.muted = false;
            connection.http.attach(codec);
            receive(connection);
        }
    }

    private void readyForIo(EventConnection connection, Codec codec) {
        ConnectionQueue queue = connection.queue;
        if (queue == null) {
            mute(connection);
            return;
        }
        switch (queue.waitsFor()) {
            case TO_DISCARD -> discard(connection);
            case TO_WRITE -> {
                queue.remove(connection);
                goOnWriting(connection, codec);
            }
            case REQUEST -> {
                queue.remove(connection);
                connection.http.attach(codec);
                receive(connection);
            }
        }
    }

    /** The client sends already while its last request is still in hand: look at it again when that is done. */
    private static void mute(EventConnection connection) {
        connection.muted = true;
        SelectionKey key = connection.key;
        if (key != null && key.isValid()) {
            key.interestOps(0);
        }
    }

    private void accept(Codec codec) throws IOException {
        for (int i = 0;
                i < ACCEPTS_AT_ONCE && assigned == null && !stopped && acceptsAgain == NO_PAUSE && mayAcceptNow();
                i++) {
            SocketChannel channel = acceptOne();
            if (channel == null) {
                return;
            }
            makeRoom();
            if (limit.reachedBy(connections)) {
                closeOldest(lingering);
            }
            EventConnection connection = accepted(channel);
            connection.http.attach(codec);
            receive(connection);
        }
    }

    private EventConnection accepted(SocketChannel channel) {
        NonBlockingTransport transport = new NonBlockingTransport(channel);
        connections++;
        acceptedInAll++;
        context.slot().countAccepted(1);
        return new EventConnection(
                transport, new HttpConnection(context.server().encryption().apply(transport), context.server()));
    }

    /** Whether there is room for one more connection, or one to close for it that is idle indeed. */
    private boolean mayAccept() {
        int idle = workers.idle();
        return idle > 0 && (hasRoom(idle) || canMakeRoom());
    }

    /** The same, after another look at those that would be closed. */
    private boolean mayAcceptNow() throws IOException {
        int idle = workers.idle();
        if (idle > 0 && !hasRoom(idle)) {
            findRequests();
        }
        return mayAccept();
    }

    private boolean canMakeRoom() {
        long now = System.nanoTime();
        return keepAlives.hasDueAt(now + idleEnough) || hasLongIncomplete(now);
    }

    private boolean hasLongIncomplete(long now) {
        EventConnection oldest = heads.first();
        return oldest != null && now - oldest.http.headBegan() >= INCOMPLETE_AT_LEAST;
    }

    private boolean hasRoom(int idleWorkers) {
        return limit.allows(connections - lingering.size(), idleWorkers);
    }

    /**
     * When the connection that was just accepted is one too many, closes the one that has been idle longest, or else the one
     * whose request has been incomplete longest.
     */
    private void makeRoom() {
        if (!hasRoom(workers.idle()) && canMakeRoom()) {
            closeOldest(keepAlives.hasDueAt(System.nanoTime() + idleEnough) ? keepAlives : heads);
        }
    }

    private void closeOldest(ConnectionQueue queue) {
        EventConnection oldest = queue.poll();
        if (oldest != null) {
            close(oldest);
        }
    }

    private @Nullable SocketChannel acceptOne() throws IOException {
        try {
            SocketChannel channel = context.listener().accept();
            if (channel != null) {
                channel.configureBlocking(false);
            }
            return channel;
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            acceptFailure = e.getMessage();
            acceptsAgain = System.nanoTime() + Accepting.PAUSE.toNanos();
            return null;
        }
    }

    /**
     * Nobody tries to accept for a moment after it has failed. Descriptors have run out, unless the process was told to end
     * meanwhile and the socket is gone: an idle connection is closed for the next client.
     */
    private void tryAgain() throws IOException {
        acceptsAgain = NO_PAUSE;
        failing.error(context.log(), "accept-failed", "reason", acceptFailure);
        findRequests();
        closeOldest(keepAlives);
    }

    /** Reads a request's head; goes on with what that leads to. The connection is attached to the leader's codec. */
    private void receive(EventConnection connection) {
        Next next;
        try {
            next = connection.http.receive();
        } catch (IOException e) {
            context.log().debug("connection-failed", "reason", e);
            next = Next.CLOSE;
        }
        if (next == Next.RESPOND) {
            answer(connection);
        } else if (next == Next.NEEDS_COMPUTING) {
            assign(connection, Assignment.NO_WORKER);
        } else {
            file(connection, connection.http.detach() ? next : Next.CLOSE);
        }
    }

    private void answer(EventConnection connection) {
        int worker = workers.take();
        if (worker < 0) {
            if (!connection.http.detach()) {
                close(connection);
                return;
            }
            context.slot().countSaturated();
            handBack.waitForWorker(connection);
        } else if (connection.http.mayBlock()) {
            assign(connection, worker);
        } else {
            answerNow(connection, worker);
        }
    }

    private void assign(EventConnection connection, int worker) {
        assigned = new Assignment(connection, worker);
    }

    private void answerNow(EventConnection connection, int worker) {
        WorkerSlot slot = slots[worker];
        Next next = Conversation.quickly(connection.http, slot, context.log());
        if (next == Next.RESPOND) {
            assign(connection, worker);
            return;
        }
        boolean room = connection.http.detach();
        slot.state(WorkerState.READY);
        workers.giveBack(worker);
        file(connection, room ? next : Next.CLOSE);
    }

    /**
     * A worker has done its work: it takes the request that has waited longest, or is given back. Called by the worker's
     * thread.
     *
     * @return the next request for this worker, or null when there is none
     */
    @Nullable
    Assignment finished(EventConnection connection, int worker) {
        EventConnection next = handBack.longestWaiting();
        if (next == null) {
            slots[worker].state(WorkerState.READY);
            workers.giveBack(worker);
        }
        handBack.giveBack(connection, connection.key == null || connection.after != Next.IDLE);
        return next == null ? null : new Assignment(next, worker);
    }

    /** The computing of a handshake is done; called by the thread that did it, which is no worker. */
    void computed(EventConnection connection) {
        if (connection.after == Next.RESPOND) {
            handBack.waitForWorker(connection);
            selector.wakeup();
        } else {
            handBack.giveBack(connection, true);
        }
    }

    /** Gives requests that wait for a worker to those that have come free in the meantime. */
    private void serveWaiting(Codec codec) {
        while (assigned == null && handBack.someoneWaits() && workers.idle() > 0) {
            EventConnection connection = handBack.longestWaiting();
            if (connection != null) {
                connection.http.attach(codec);
                answer(connection);
            }
        }
    }

    /** Takes back the connections that workers have finished with. */
    private void takeBack() {
        EventConnection connection;
        while ((connection = handBack.takeBack()) != null) {
            file(connection, connection.after);
        }
    }

    /** Puts a connection where it waits for what comes next. */
    private void file(EventConnection connection, Next next) {
        switch (next) {
            case NEEDS_INPUT -> park(connection, heads, operation(connection), connection.http.readDeadline());
            case IDLE -> park(connection, keepAlives, SelectionKey.OP_READ, connection.http.keepAliveDeadline());
            case NEEDS_OUTPUT -> {
                park(connection, writes, SelectionKey.OP_WRITE, connection.http.writeDeadline());
                if (limit.exceededBySlow(writes.size())) {
                    closeOldest(writes);
                }
            }
            case LINGER -> linger(connection);
            case CLOSE -> close(connection);
            case PIPELINED -> yielded.add(connection);
            case RESPOND, NEEDS_COMPUTING -> throw new IllegalStateException("not a state to wait in: " + next);
        }
    }

    private static int operation(EventConnection connection) {
        return connection.http.transport().readAwaitsRoom() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ;
    }

    private void park(EventConnection connection, ConnectionQueue queue, int operation, long deadline) {
        try {
            SelectionKey key = connection.key;
            if (key == null) {
                connection.key = connection.transport.channel().register(selector, operation, connection);
            } else if (key.interestOps() != operation) {
                key.interestOps(operation);
            }
            queue.add(connection, deadline);
        } catch (IOException | CancelledKeyException e) {
            context.log().debug("connection-failed", "reason", e);
            close(connection);
        }
    }

    private void linger(EventConnection connection) {
        try {
            connection.http.transport().shutdownOutput();
        } catch (IOException e) {
            close(connection);
            return;
        }
        park(
                connection,
                lingering,
                SelectionKey.OP_READ,
                System.nanoTime() + (handBack.quiescing() ? LINGER_SHORT : LINGER));
    }

    private void discard(EventConnection connection) {
        try {
            discarded.clear();
            if (connection.http.transport().read(discarded) >= 0) {
                return;
            }
        } catch (IOException e) {
            context.log().debug("connection-failed", "reason", e);
        }
        lingering.remove(connection);
        close(connection);
    }

    private void goOnWriting(EventConnection connection, Codec codec) {
        connection.http.attach(codec);
        Next next;
        try {
            next = connection.http.flush(context.slot().listener());
        } catch (IOException e) {
            context.log().debug("connection-failed", "reason", e);
            next = Next.CLOSE;
        }
        if (next == Next.PIPELINED) {
            receive(connection);
        } else {
            file(connection, connection.http.detach() ? next : Next.CLOSE);
        }
    }

    private void close(EventConnection connection) {
        connection.http.close();
        connections--;
    }

    /** Ends what has taken too long, and tells the scoreboard; twice a second is enough. */
    private void sweep(Codec codec) throws IOException {
        long now = System.nanoTime();
        if (now - nextSweep < 0) {
            return;
        }
        nextSweep = now + TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS);
        long idleUntil = handBack.quiescing() ? now + hastened : now;
        if (keepAlives.hasDueAt(idleUntil)) {
            findRequests();
            keepAlives.expireInOrder(idleUntil, this::close);
        }
        lingering.expireInOrder(now, this::close);
        writes.expireInOrder(now, this::close);
        heads.expireAll(now, connection -> expireHead(connection, codec));
        context.slot().connections(connections, heads.size(), writes.size(), keepAlives.size(), lingering.size());
        context.slot().listenerBeat(Moment.millis(System.nanoTime()));
    }

    private void expireHead(EventConnection connection, Codec codec) {
        if (connection.http.expire() == Next.CLOSE) {
            close(connection);
            return;
        }
        connection.http.attach(codec);
        Next next = Conversation.quickly(connection.http, context.slot().listener(), context.log());
        file(connection, connection.http.detach() ? next : Next.CLOSE);
    }

    private void regulateAccepting() throws IOException {
        if (!stopped && (handBack.quiescing() || limit.worn(acceptedInAll))) {
            if (!handBack.quiescing()) {
                context.retire().run();
            }
            stopped = true;
            handBack.quiesce();
            acceptsAgain = NO_PAUSE;
            giveUpPort();
            nextSweep = System.nanoTime();
            return;
        }
        if (acceptsAgain != NO_PAUSE && System.nanoTime() - acceptsAgain >= 0) {
            tryAgain();
        }
        boolean may = acceptsAgain == NO_PAUSE && mayAccept();
        if (!stopped && may != handBack.accepts()) {
            handBack.accepts(may);
            accepting.interestOps(may ? SelectionKey.OP_ACCEPT : 0);
            context.slot().notAccepting(!may);
        }
    }

    /**
     * Gives up this process's own descriptors of the listening socket: its siblings take what comes, and when all have, the
     * port is refused. The selector lets go of it when it is asked the next time.
     */
    private void giveUpPort() {
        try {
            if (takesWaiting) {
                WaitingConnections.take(context.listener(), this::takeWaiting);
            }
        } catch (IOException e) {
            context.log().debug("waiting-not-taken", "reason", e);
        }
        closeListener();
        context.slot().markPortGivenUp();
    }

    /** It goes on after all others have been looked at. */
    private void takeWaiting(SocketChannel channel) {
        try {
            channel.configureBlocking(false);
            yielded.add(accepted(channel));
        } catch (IOException e) {
            context.log().debug("connection-failed", "reason", e);
        }
    }

    private void closeListener() {
        try {
            context.listener().close();
        } catch (IOException e) {
            context.log().warn("listener-not-closed", "reason", e);
        }
    }

    private boolean drained() {
        return stopped && connections == 0;
    }
}
