package io.mpmoperator.server.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.conf.LogSettings.LogLevel;
import io.mpmoperator.server.log.Log;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AcceptingTest {

    private static final int BACKLOG = WaitingConnections.MOST + 50;

    private final List<Socket> clients = new ArrayList<>();

    private ServerSocketChannel socket;
    private Accepting accepting;

    @BeforeEach
    void bind() throws IOException {
        socket = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        accepting = new Accepting(
                List.of(socket), new Log(OutputStream.nullOutputStream(), LogLevel.ERROR, Clock.systemUTC()));
    }

    @AfterEach
    void close() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
        socket.close();
    }

    private void connect(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            clients.add(
                    new Socket(InetAddress.getLoopbackAddress(), socket.socket().getLocalPort()));
        }
    }

    private int handedOut() throws IOException {
        int count = 0;
        for (Accepted next = accepting.next(); next != null; next = accepting.next()) {
            assertTrue(next.channel().isBlocking());
            next.channel().close();
            count++;
        }
        return count;
    }

    @Test
    void handsOutWhatWaitedAfterItHasStoppedAndThenNothing() throws IOException {
        connect(3);

        accepting.stop(true);

        assertFalse(socket.isOpen());
        assertEquals(3, handedOut());
        assertNull(accepting.next());
    }

    @Test
    void leavesWhatWaitsToSiblings() throws IOException {
        connect(3);

        accepting.stop(false);

        assertFalse(socket.isOpen());
        assertNull(accepting.next());
    }

    @Test
    void takesNoMoreThanItsBound() throws IOException {
        connect(BACKLOG);

        accepting.stop(true);

        assertTrue(handedOut() <= WaitingConnections.MOST);
    }

    @Test
    void stopsThoughAThreadWaitsForAConnectionThatDoesNotCome() throws Exception {
        FutureTask<Accepted> waiting = new FutureTask<>(accepting::next);
        Thread thread = Thread.ofPlatform().daemon().start(waiting);
        connect(1);
        assertNotNull(waiting.get());
        FutureTask<Accepted> another = new FutureTask<>(accepting::next);
        Thread.ofPlatform().daemon().start(another);
        thread.join();

        accepting.stop(true);

        assertNull(another.get());
    }

    @Test
    void stopsOnce() throws IOException {
        connect(2);
        accepting.stop(true);

        accepting.stop(true);
        accepting.stop(false);

        assertEquals(2, handedOut());
    }
}
