package io.mpmoperator.server.event;

import io.mpmoperator.conf.SlowClients;
import io.mpmoperator.server.engine.ChildContext;
import io.mpmoperator.server.engine.Listening;
import io.mpmoperator.server.http.Codec;
import io.mpmoperator.server.http.HttpConnection;
import io.mpmoperator.server.http.HttpConnection.Next;
import io.mpmoperator.server.scoreboard.WorkerSlot;
import io.mpmoperator.server.scoreboard.WorkerState;
import io.mpmoperator.server.time.Timestamp;
import io.mpmoperator.server.transport.Accepting;
import io.mpmoperator.server.transport.NonBlockingTransport;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
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
 * The listener: an event loop that accepts by the {@link Acceptor}, collects request heads, answers what cannot wait, and lets
 * {@link ParkedConnections} say whose time is over. Everything in it happens on the thread that leads, but {@link #finished}, {@link #computed} and {@link #quiesce}.
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

    private final ChildContext context;
    private final Workers workers;
    private final WorkerSlot[] slots;
    private final Selector selector = Selector.open();
    private final SlowClients slowClients;
    private final Acceptor acceptor;
    private final ParkedConnections parked;
    private final Deque<SelectionKey> ready = new ArrayDeque<>();
    private final Deque<EventConnection> yielded = new ArrayDeque<>();
    private final HandBack handBack = new HandBack(selector::wakeup);
    private final long hastened;
    private final ByteBuffer discarded = ByteBuffer.allocate(4096);

    /** Whether so many clients wait for room to write that those who begin get small buffers. Workers read it. */
    private volatile boolean crowded;

    private long nextSweep = System.nanoTime();
    private @Nullable Assignment assigned;

    Listener(ChildContext context, Workers workers) throws IOException {
        this.context = context;
        this.workers = workers;
        this.slots = slots(context);
        AcceptLimit limit = new AcceptLimit(context.settings());
        this.slowClients = limit.slowClients();
        this.acceptor = new Acceptor(context, limit, selector);
        Duration keepAlive = context.server().settings().keepAliveTimeout();
        this.parked = new ParkedConnections(keepAlive);
        this.hastened = ParkedConnections.beforeItsEnd(keepAlive, HttpConnection.IDLE_WHEN_STOPPING);
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

    /**
     * Takes no more connections and ends when the last one is closed. Any thread may call it.
     *
     * @param waiting whether to take first what waits to be accepted
     */
    void quiesce(boolean waiting) {
        acceptor.takeWaitingFirst(waiting);
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
            selector.select(this::found, acceptor.pauses() ? Accepting.PAUSE.toMillis() : TICK_MILLIS);
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
            parked.arrive(connection);
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
            } else if (key.isValid() && key.attachment() instanceof Listening port) {
                accept(port, codec);
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
                crowded = parked.isCrowded(slowClients);
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

    private void accept(Listening port, Codec codec) throws IOException {
        for (int i = 0; i < ACCEPTS_AT_ONCE && assigned == null && mayAcceptNow(); i++) {
            SocketChannel channel = acceptor.accept(port);
            if (channel == null) {
                return;
            }
            makeRoom();
            acceptor.connectionOpened();
            EventConnection connection = connection(channel, port);
            connection.http.attach(codec);
            receive(connection);
        }
    }

    private EventConnection connection(SocketChannel channel, Listening port) {
        NonBlockingTransport transport = new NonBlockingTransport(channel, () -> crowded);
        return new EventConnection(
                transport, new HttpConnection(port.server().encryption().apply(transport), port.server()));
    }

    /** Whether there is room for one more connection, or one to close for it that is idle indeed. */
    private boolean mayAccept() {
        int idle = workers.idle();
        return idle > 0 && (acceptor.hasRoom(idle, parked.lingering()) || parked.canMakeRoom(System.nanoTime()));
    }

    /** The same, after another look at those that would be closed. */
    private boolean mayAcceptNow() throws IOException {
        if (acceptor.isClosed() || acceptor.pauses()) {
            return false;
        }
        int idle = workers.idle();
        if (idle > 0 && !acceptor.hasRoom(idle, parked.lingering())) {
            findRequests();
        }
        return mayAccept();
    }

    /** When the connection that was just accepted is one too many, closes another one for it, and one that lingers. */
    private void makeRoom() {
        if (!acceptor.hasRoom(workers.idle(), parked.lingering())) {
            closeIfAny(parked.pollForRoom(System.nanoTime()));
        }
        if (acceptor.isFull()) {
            closeIfAny(parked.pollLingering());
        }
    }

    private void closeIfAny(@Nullable EventConnection connection) {
        if (connection != null) {
            close(connection);
        }
    }

    /** Descriptors have run out, unless the process was told to end meanwhile: an idle connection is closed for the next client. */
    private void tryAgain() throws IOException {
        acceptor.goOn();
        findRequests();
        closeIfAny(parked.pollIdle());
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
            case NEEDS_INPUT -> {
                if (watch(connection, operation(connection))) {
                    parked.awaitHead(connection, connection.http.readDeadline());
                }
            }
            case IDLE -> {
                if (watch(connection, SelectionKey.OP_READ)) {
                    parked.awaitNextRequest(connection, connection.http.keepAliveDeadline());
                }
            }
            case NEEDS_OUTPUT -> awaitRoom(connection);
            case LINGER -> linger(connection);
            case CLOSE -> close(connection);
            case PIPELINED -> yielded.add(connection);
            case RESPOND, NEEDS_COMPUTING -> throw new IllegalStateException("not a state to wait in: " + next);
        }
    }

    private static int operation(EventConnection connection) {
        return connection.http.transport().readAwaitsRoom() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ;
    }

    private void awaitRoom(EventConnection connection) {
        if (watch(connection, SelectionKey.OP_WRITE)) {
            parked.awaitRoom(connection, connection.http.writeDeadline());
        }
        crowded = parked.isCrowded(slowClients);
    }

    /** Closes those that keep more of the kernel's memory than was planned, and take nothing. */
    private void closeStalled(long now) {
        long latest = now + context.server().settings().timeout().toNanos();
        EventConnection stalled = parked.pollStalled(latest, slowClients);
        while (stalled != null) {
            close(stalled);
            stalled = parked.pollStalled(latest, slowClients);
        }
    }

    /** Lets the selector watch a connection; false where it is gone, and closed. */
    private boolean watch(EventConnection connection, int operation) {
        try {
            SelectionKey key = connection.key;
            if (key == null) {
                connection.key = connection.transport.channel().register(selector, operation, connection);
            } else if (key.interestOps() != operation) {
                key.interestOps(operation);
            }
            return true;
        } catch (IOException | CancelledKeyException e) {
            context.log().debug("connection-failed", "reason", e);
            close(connection);
            return false;
        }
    }

    private void linger(EventConnection connection) {
        try {
            connection.http.transport().shutdownOutput();
        } catch (IOException e) {
            close(connection);
            return;
        }
        if (watch(connection, SelectionKey.OP_READ)) {
            parked.awaitClose(connection, System.nanoTime() + (handBack.quiescing() ? LINGER_SHORT : LINGER));
        }
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
        parked.removeLingering(connection);
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
        acceptor.connectionClosed();
    }

    /** Ends what has taken too long, and tells the scoreboard; twice a second is enough. */
    private void sweep(Codec codec) throws IOException {
        long now = System.nanoTime();
        if (now - nextSweep < 0) {
            return;
        }
        nextSweep = now + TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS);
        long idleUntil = handBack.quiescing() ? now + hastened : now;
        if (parked.hasIdleDueAt(idleUntil)) {
            findRequests();
            parked.expireIdle(idleUntil, this::close);
        }
        parked.expireEnding(now, this::close);
        closeStalled(now);
        crowded = parked.isCrowded(slowClients);
        parked.expireHeads(now, connection -> expireHead(connection, codec));
        ParkedConnections.Counts counts = parked.counts();
        context.slot()
                .connections(acceptor.open(), counts.heads(), counts.writes(), counts.keepAlives(), counts.lingering());
        context.slot().listenerBeat(Timestamp.millis(System.nanoTime()));
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
        if (!acceptor.isClosed() && (handBack.quiescing() || acceptor.isWorn())) {
            if (!handBack.quiescing()) {
                context.retire().run();
            }
            handBack.quiesce();
            acceptor.giveUp(
                    (waiting, port) -> yielded.add(connection(waiting, port))); // after all others have been looked at
            nextSweep = System.nanoTime();
            return;
        }
        if (acceptor.pauseIsOver()) {
            tryAgain();
        }
        boolean may = !acceptor.pauses() && mayAccept();
        if (!acceptor.isClosed() && may != handBack.accepts()) {
            handBack.accepts(may);
            acceptor.accepts(may);
        }
    }

    private boolean drained() {
        return acceptor.isClosed() && acceptor.open() == 0;
    }
}
