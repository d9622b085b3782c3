package io.mpmoperator.server.transport;

import io.mpmoperator.server.log.Log;
import io.mpmoperator.server.log.Recurring;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Taking connections from the shared listening socket, one after the other, by a thread that waits. Stopping closes this
 * process's own descriptor of it: a connection that was accepted in that very moment is still handed out.
 */
public final class Accepting {

    /** How long nobody tries to accept after it has failed: until a connection is closed, descriptors stay scarce. */
    public static final Duration PAUSE = Duration.ofMillis(100);

    /** How often a log is told that accepting fails. */
    public static final Duration TOLD_EVERY = Duration.ofSeconds(10);

    private final ServerSocketChannel listener;
    private final Log log;
    private final Recurring failing = new Recurring(TOLD_EVERY, System::nanoTime);
    private volatile boolean stopped;

    /** Accepts from a channel in blocking mode. */
    public Accepting(ServerSocketChannel listener, Log log) {
        this.listener = listener;
        this.log = log;
    }

    /**
     * Waits for the next connection. When the process or the machine has run out of descriptors, it says so and tries
     * again.
     *
     * @return the connection; null after {@link #stop}
     * @throws ClosedChannelException when the listening socket was closed by anything else
     */
    public @Nullable SocketChannel next() throws ClosedChannelException {
        while (!stopped) {
            try {
                return listener.accept();
            } catch (ClosedChannelException e) {
                if (stopped) {
                    return null;
                }
                throw e;
            } catch (IOException e) {
                LockSupport.parkNanos(this, PAUSE.toNanos());
                if (!stopped) { // else the socket was shut down for all before this process heard that it is to stop
                    failing.error(log, "accept-failed", "reason", e.getMessage());
                }
            }
        }
        return null;
    }

    /** Whether {@link #stop} was called. */
    public boolean stopped() {
        return stopped;
    }

    /** Accepts no more. Any thread may call it. */
    public void stop() {
        stopped = true;
        Closing.quietly(listener);
    }
}
