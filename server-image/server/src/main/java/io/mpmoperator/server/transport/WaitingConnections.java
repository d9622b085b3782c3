package io.mpmoperator.server.transport;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * What waits in the kernel to be accepted when a listening socket is given up: whole requests mostly, which the kernel would
 * reset. Apache lets it.
 */
public final class WaitingConnections {

    /** No process takes more; as many as wait at most by default (ListenBacklog). */
    static final int MOST = 512;

    /** No process takes longer. */
    private static final Duration TIME = Duration.ofMillis(250);

    /** After each one: siblings that give the socket up too take theirs meanwhile. */
    private static final Duration PAUSE = Duration.ofNanos(100_000);

    private WaitingConnections() {}

    /**
     * Takes what waits, within bounds of number and time, and waits for no more. The socket is left in non-blocking mode.
     *
     * @throws IOException when it cannot be accepted from; what was taken before is taken
     */
    public static void take(ServerSocketChannel listener, Consumer<SocketChannel> taker) throws IOException {
        listener.configureBlocking(false);
        long end = System.nanoTime() + TIME.toNanos();
        for (int taken = 0; taken < MOST && System.nanoTime() - end < 0; taken++) {
            SocketChannel waited = listener.accept();
            if (waited == null) {
                return;
            }
            taker.accept(waited);
            LockSupport.parkNanos(listener, PAUSE.toNanos());
        }
    }
}
