package io.mpmoperator.server.transport;

import io.mpmoperator.server.log.Log;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Taking connections from the shared listening socket, one after the other, by a thread that waits. Stopping closes this
 * process's own descriptor of it: a connection that was accepted in that very moment is still handed out.
 */
public final class Accepting {

    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

    private final ServerSocketChannel listener;
    private final Log log;
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
     */
    public @Nullable SocketChannel next() {
        while (!stopped) {
            try {
                return listener.accept();
            } catch (ClosedChannelException e) {
                return null;
            } catch (IOException e) {
                log.error("accept-failed", "reason", e.getMessage());
                LockSupport.parkNanos(this, PAUSE);
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
