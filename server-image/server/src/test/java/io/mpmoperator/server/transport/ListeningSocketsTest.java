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
class ListeningSocketsTest {

    private static final Log LOG = new Log(OutputStream.nullOutputStream(), LogLevel.ERROR, Clock.systemUTC());

    private final List<ServerSocketChannel> sockets = new ArrayList<>();
    private final List<Socket> clients = new ArrayList<>();
    private Accepting accepting;

    @BeforeEach
    void bind() throws IOException {
        for (int i = 0; i < 3; i++) {
            sockets.add(
                    ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100));
        }
        accepting = new Accepting(sockets, LOG);
    }

    @AfterEach
    void close() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
        for (ServerSocketChannel socket : sockets) {
            socket.close();
        }
    }

    private void connect(int port) throws IOException {
        clients.add(new Socket(
                InetAddress.getLoopbackAddress(), sockets.get(port).socket().getLocalPort()));
    }

    private int next() throws IOException {
        Accepted accepted = accepting.next();
        assertNotNull(accepted);
        assertTrue(accepted.channel().isBlocking());
        accepted.channel().close();
        return accepted.port();
    }

    @Test
    void saysAtWhichPortAConnectionHasArrived() throws IOException {
        for (int port : new int[] {2, 0, 1, 1}) {
            connect(port);
            assertEquals(port, next());
        }
    }

    @Test
    void keepsNoPortWaitingForABusyOne() throws IOException {
        for (int i = 0; i < 5; i++) {
            connect(0);
        }
        connect(2);

        assertTrue(List.of(next(), next()).contains(2));
    }

    @Test
    void waitsForAConnectionAtAnyOfThem() throws Exception {
        FutureTask<Accepted> waiting = new FutureTask<>(accepting::next);
        Thread.ofPlatform().daemon().start(waiting);

        connect(1);

        assertEquals(1, waiting.get().port());
        waiting.get().channel().close();
    }

    @Test
    void handsOutWhatWaitedAtEachAfterItHasStopped() throws IOException {
        connect(1);
        connect(2);
        connect(2);

        accepting.stop(true);

        assertEquals(List.of(1, 2, 2), List.of(next(), next(), next()));
        assertNull(accepting.next());
        sockets.forEach(socket -> assertFalse(socket.isOpen()));
    }

    @Test
    void stopsWhileAThreadWaits() throws Exception {
        FutureTask<Accepted> waiting = new FutureTask<>(accepting::next);
        Thread.ofPlatform().daemon().start(waiting);

        accepting.stop(true);

        assertNull(waiting.get());
    }
}
