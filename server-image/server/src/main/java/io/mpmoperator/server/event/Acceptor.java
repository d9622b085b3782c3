package io.mpmoperator.server.event;

import io.mpmoperator.server.engine.ChildContext;
import io.mpmoperator.server.log.LogThrottle;
import io.mpmoperator.server.transport.Accepting;
import io.mpmoperator.server.transport.WaitingConnections;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The listening socket under event: whether a connection may be accepted, when it is tried again after it has failed, and how the
 * socket is given up. The thread that leads alone uses it, but for {@link #takeWaitingFirst}.
 */
final class Acceptor {

    private static final long NO_PAUSE = 0;

    private final ChildContext context;
    private final AcceptLimit limit;
    private final SelectionKey key;
    private final LogThrottle failing = new LogThrottle(Accepting.TOLD_EVERY, System::nanoTime);
    private volatile boolean takesWaiting;
    private boolean closed;
    private int open;
    private long acceptedInAll;
    private long acceptsAgain = NO_PAUSE;
    private @Nullable String failure;

    /** Accepts from the child's socket, which a selector watches from now on. */
    Acceptor(ChildContext context, AcceptLimit limit, Selector selector) throws IOException {
        this.context = context;
        this.limit = limit;
        context.listener().configureBlocking(false);
        this.key = context.listener().register(selector, SelectionKey.OP_ACCEPT);
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

    /** Whether the socket was given up. */
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
     * Accepts a connection, which is then to be {@link #connectionOpened}.
     *
     * @return null where none waits, or where it fails: then there is a pause
     * @throws ClosedChannelException when the socket was closed by anything else
     */
    @Nullable
    SocketChannel accept() throws IOException {
        try {
            SocketChannel channel = context.listener().accept();
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
        key.interestOps(now ? SelectionKey.OP_ACCEPT : 0);
        context.slot().notAccepting(!now);
    }

    /** Says whether what waits to be accepted is to be taken before the socket is given up. Any thread may. */
    void takeWaitingFirst(boolean waiting) {
        takesWaiting = waiting;
    }

    /**
     * Gives up this process's own descriptors of the listening socket: its siblings take what comes, and when all have, the
     * port is refused. The selector lets go of it when it is asked the next time.
     *
     * @param taker takes what waited to be accepted
     */
    void giveUp(Consumer<SocketChannel> taker) {
        closed = true;
        acceptsAgain = NO_PAUSE;
        try {
            if (takesWaiting) {
                WaitingConnections.take(context.listener(), waiting -> take(waiting, taker));
            }
        } catch (IOException e) {
            context.log().debug("waiting-not-taken", "reason", e);
        }
        close();
        context.slot().markPortGivenUp();
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

    private void close() {
        try {
            context.listener().close();
        } catch (IOException e) {
            context.log().warn("listener-not-closed", "reason", e);
        }
    }
}
