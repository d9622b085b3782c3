package io.mpmoperator.server.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.conf.HttpSettings;
import io.mpmoperator.conf.LogSettings;
import io.mpmoperator.conf.LogSettings.LogLevel;
import io.mpmoperator.conf.tree.Tree;
import io.mpmoperator.mpm.Mode;
import io.mpmoperator.server.content.CacheLimits;
import io.mpmoperator.server.content.StaticFiles;
import io.mpmoperator.server.engine.ChildContext;
import io.mpmoperator.server.engine.ChildSettings;
import io.mpmoperator.server.engine.Listening;
import io.mpmoperator.server.http.RequestLog;
import io.mpmoperator.server.http.ServerContext;
import io.mpmoperator.server.log.Log;
import io.mpmoperator.server.scoreboard.ProcessSlot;
import io.mpmoperator.server.scoreboard.Scoreboards;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With two threads, one connection more for each idle one, and three connections in its life. */
@Timeout(30)
class AcceptorTest {

    private final ProcessSlot slot = Scoreboards.empty(1, 2).process(0);
    private final List<SocketChannel> accepted = new ArrayList<>();
    private Selector selector;
    private ServerSocketChannel socket;
    private Listening port;
    private Acceptor acceptor;

    @BeforeEach
    void bind() throws IOException {
        selector = Selector.open();
        socket = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        ChildSettings settings = new ChildSettings(
                Mode.EVENT,
                2,
                3,
                1,
                "/",
                List.of(),
                HttpSettings.defaults(),
                Long.MAX_VALUE,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                LogSettings.defaults(),
                List.of(false),
                Tree.empty());
        Log log = new Log(OutputStream.nullOutputStream(), LogLevel.ERROR, Clock.systemUTC());
        StaticFiles files = new StaticFiles(
                Path.of("/nowhere"), List.of(), CacheLimits.SHARED, Clock.systemUTC(), System::nanoTime, log);
        ServerContext server = new ServerContext(
                HttpSettings.defaults(), files, RequestLog.NONE, log, () -> false, UnaryOperator.identity());
        port = new Listening(socket, server);
        ChildContext context = new ChildContext(settings, slot, List.of(port), log, () -> {});
        acceptor = new Acceptor(context, new AcceptLimit(settings), selector);
    }

    @AfterEach
    void close() throws IOException {
        for (SocketChannel channel : accepted) {
            channel.close();
        }
        socket.close();
        selector.close();
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), socket.socket().getLocalPort());
    }

    private void acceptOne() throws IOException {
        selector.select();
        selector.selectedKeys().clear();
        SocketChannel channel = acceptor.accept(port);
        assertNotNull(channel);
        assertFalse(channel.isBlocking());
        accepted.add(channel);
        acceptor.connectionOpened();
    }

    @Test
    void waitsForNoConnection() throws IOException {
        assertNull(acceptor.accept(port));
        assertFalse(acceptor.pauses());
        assertEquals(0, acceptor.open());
    }

    @Test
    void countsWhatIsOpenAndWhatThereWas() throws IOException {
        try (Socket _ = connect();
                Socket _ = connect();
                Socket _ = connect()) {
            acceptOne();
            acceptOne();
            acceptor.connectionClosed();
            assertEquals(1, acceptor.open());
            assertFalse(acceptor.isWorn());
            acceptOne();
            assertEquals(2, acceptor.open());
            assertTrue(acceptor.isWorn(), "MaxConnectionsPerChild counts those that are closed too");
            assertEquals(3, slot.accepted());
        }
    }

    @Test
    void hasRoomForAsManyAsIdleThreadsAllowBesideThoseThatLinger() throws IOException {
        try (Socket _ = connect();
                Socket _ = connect();
                Socket _ = connect()) {
            acceptOne();
            acceptOne();
            acceptOne();
            assertTrue(acceptor.hasRoom(2, 0));
            assertFalse(acceptor.hasRoom(1, 0));
            assertTrue(acceptor.hasRoom(1, 1));
            assertFalse(acceptor.hasRoom(0, 3));
            assertFalse(acceptor.isFull());
        }
    }

    @Test
    void takesWhatWaitsBeforeItGivesThePortUp() throws IOException {
        int port = socket.socket().getLocalPort();
        try (Socket waits = connect()) {
            acceptor.takeWaitingFirst(true);
            acceptor.giveUp((channel, _) -> accepted.add(channel));
            assertEquals(1, accepted.size());
            assertEquals(1, acceptor.open());
            assertTrue(waits.isConnected());
        }
        assertTrue(acceptor.isClosed());
        selector.selectNow();
        assertThrows(ConnectException.class, () -> new Socket(InetAddress.getLoopbackAddress(), port).close());
    }

    @Test
    void leavesWhatWaitsToItsSiblings() throws IOException {
        try (Socket waits = connect()) {
            acceptor.giveUp((channel, _) -> accepted.add(channel));
            assertEquals(List.of(), accepted);
            assertTrue(waits.isConnected());
        }
    }
}
