package io.mpmoperator.server.transport;

import io.mpmoperator.server.log.Log;
import io.mpmoperator.server.log.LogThrottle;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Taking connections from the shared listening sockets, one after the other, by a thread that waits. Stopping closes this
 * process's own descriptors of them: a connection that was accepted in that very moment is still handed out.
 */
public final class Accepting {

    /** How long no thread tries to accept after it has failed: until a connection is closed, descriptors stay scarce. */
    public static final Duration PAUSE = Duration.ofMillis(100);

    /** How often a log is told that accepting fails. */
    public static final Duration TOLD_EVERY = Duration.ofSeconds(10);

    private static final Duration NOBODY_WAITS = Duration.ofMillis(50);

    private final ListeningSockets sockets;
    private final Log log;
    private final LogThrottle failing = new LogThrottle(TOLD_EVERY, System::nanoTime);
    private final Queue<Accepted> waiting = new ArrayDeque<>();

    /** Held by whoever accepts. */
    private final ReentrantLock turn = new ReentrantLock();

    private volatile boolean stopped;

    /** Accepts from channels in blocking mode. */
    public Accepting(List<ServerSocketChannel> listeners, Log log) throws IOException {
        this.sockets = new ListeningSockets(listeners);
        this.log = log;
    }

    /**
     * Waits for the next connection. When the process or the machine has run out of descriptors, it says so and tries
     * again.
     *
     * @return the connection; null after {@link #stop}, when those are handed out that waited then
     * @throws ClosedChannelException when a listening socket was closed by anything else
     */
    public @Nullable Accepted next() throws ClosedChannelException {
        while (true) {
            turn.lock();
            try {
                return stopped ? waiting.poll() : sockets.accept();
            } catch (ClosedChannelException e) {
                if (!stopped) {
                    throw e;
                }
            } catch (IOException e) {
                LockSupport.parkNanos(this, PAUSE.toNanos());
                if (!stopped) { // else the socket was shut down for all before this process heard that it is to stop
                    failing.error(log, "accept-failed", "reason", e.getMessage());
                }
            } finally {
                turn.unlock();
            }
        }
    }

    /** Whether {@link #stop} was called. */
    public boolean stopped() {
        return stopped;
    }

    /**
     * Accepts no more. Any thread may call it.
     *
     * @param takesWaiting whether {@link #next} is to hand out first what waits to be accepted, which no other process will take
     */
    public void stop(boolean takesWaiting) {
        if (takesWaiting && haveTurn()) {
            try {
                takeWaiting();
                stopped = true;
            } finally {
                turn.unlock();
            }
        }
        stopped = true;
        sockets.close();
    }

    /** A thread that has waited for so long in accept has shown that no client waits to be accepted. */
    private boolean haveTurn() {
        try {
            return turn.tryLock(NOBODY_WAITS.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void takeWaiting() {
        try {
            sockets.takeWaiting(waiting::add);
        } catch (IOException e) {
            log.debug("waiting-not-taken", "reason", e);
        }
    }
}
