package io.mpmoperator.server.event;

import io.mpmoperator.server.engine.ChildContext;
import io.mpmoperator.server.engine.Listening;
import io.mpmoperator.server.log.LogThrottle;
import io.mpmoperator.server.transport.Accepting;
import io.mpmoperator.server.transport.WaitingConnections;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The listening sockets under event: whether a connection may be accepted, when it is tried again after it has failed, and how the
 * sockets are given up. The thread that leads alone uses it, but for {@link #takeWaitingFirst}.
 */
final class Acceptor {

    private static final long NO_PAUSE = 0;

    private final ChildContext context;
    private final AcceptLimit limit;
    private final List<SelectionKey> keys = new ArrayList<>();
    private final LogThrottle failing = new LogThrottle(Accepting.TOLD_EVERY, System::nanoTime);
    private volatile boolean takesWaiting;
    private boolean closed;
    private int open;
    private long acceptedInAll;
    private long acceptsAgain = NO_PAUSE;
    private @Nullable String failure;

    /** Accepts from the child's sockets, which a selector watches from now on. */
    Acceptor(ChildContext context, AcceptLimit limit, Selector selector) throws IOException {
        this.context = context;
        this.limit = limit;
        for (Listening port : context.ports()) {
            port.socket().configureBlocking(false);
            keys.add(port.socket().register(selector, SelectionKey.OP_ACCEPT, port));
        }
    }

    /** How many connections are open. */
    int open() {
        return open;
    }

    /** One of the connections was closed. */
    void connectionClosed() {
        open--;
    }

    /** Whether the process has all the connections that it was planned for, those in lingering close included. */
    boolean isFull() {
        return limit.reachedBy(open);
    }

    /** Whether there is room for one more connection beside those that are open and do not linger. */
    boolean hasRoom(int idleWorkers, int lingering) {
        return limit.allows(open - lingering, idleWorkers);
    }

    /** Whether the process has accepted as many as it may in its life (MaxConnectionsPerChild). */
    boolean isWorn() {
        return limit.worn(acceptedInAll);
    }

    /** Whether the sockets were given up. */
    boolean isClosed() {
        return closed;
    }

    /** Whether nothing is accepted for a moment, because it has failed. */
    boolean pauses() {
        return acceptsAgain != NO_PAUSE;
    }

    /** Whether such a moment is over. */
    boolean pauseIsOver() {
        return pauses() && System.nanoTime() - acceptsAgain >= 0;
    }

    /**
     * Accepts a connection at a port, which is then to be {@link #connectionOpened}.
     *
     * @return null where none waits, or where it fails: then there is a pause
     * @throws ClosedChannelException when the socket was closed by anything else
     */
    @Nullable
    SocketChannel accept(Listening port) throws IOException {
        try {
            SocketChannel channel = port.socket().accept();
            if (channel != null) {
                channel.configureBlocking(false);
            }
            return channel;
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            failure = e.getMessage();
            acceptsAgain = System.nanoTime() + Accepting.PAUSE.toNanos();
            return null;
        }
    }

    /** What was accepted is a connection of this process from now on. */
    void connectionOpened() {
        open++;
        acceptedInAll++;
        context.slot().countAccepted(1);
    }

    /** Ends a pause, and says why there was one. */
    void goOn() {
        acceptsAgain = NO_PAUSE;
        failing.error(context.log(), "accept-failed", "reason", failure);
    }

    /** Lets the selector look for connections, or not. */
    void accepts(boolean now) {
        keys.forEach(key -> key.interestOps(now ? SelectionKey.OP_ACCEPT : 0));
        context.slot().notAccepting(!now);
    }

    /** Says whether what waits to be accepted is to be taken before the socket is given up. Any thread may. */
    void takeWaitingFirst(boolean waiting) {
        takesWaiting = waiting;
    }

    /**
     * Gives up this process's own descriptors of the listening sockets: its siblings take what comes, and when all have, the
     * ports are refused. The selector lets go of it when it is asked the next time.
     *
     * @param taker takes what waited to be accepted
     */
    void giveUp(BiConsumer<SocketChannel, Listening> taker) {
        closed = true;
        acceptsAgain = NO_PAUSE;
        for (Listening port : context.ports()) {
            if (takesWaiting) {
                takeWaiting(port, taker);
            }
            close(port);
        }
        context.slot().markPortGivenUp();
    }

    private void takeWaiting(Listening port, BiConsumer<SocketChannel, Listening> taker) {
        try {
            WaitingConnections.take(port.socket(), waiting -> take(waiting, channel -> taker.accept(channel, port)));
        } catch (IOException e) {
            context.log().debug("waiting-not-taken", "reason", e);
        }
    }

    private void take(SocketChannel channel, Consumer<SocketChannel> taker) {
        try {
            channel.configureBlocking(false);
            connectionOpened();
            taker.accept(channel);
        } catch (IOException e) {
            context.log().debug("connection-failed", "reason", e);
        }
    }

    private void close(Listening port) {
        try {
            port.socket().close();
        } catch (IOException e) {
            context.log().warn("listener-not-closed", "reason", e);
        }
    }
}
