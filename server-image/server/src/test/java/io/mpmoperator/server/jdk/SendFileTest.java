package io.mpmoperator.server.jdk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.server.transport.BlockingTransport;
import io.mpmoperator.server.transport.Watchdog;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SendFileTest {

    private static final int LENGTH = 10_000;

    private final byte[] bytes = new byte[LENGTH];
    private Socket client;
    private SocketChannel connection;
    private FileChannel file;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        new Random(1).nextBytes(bytes);
        file = FileChannel.open(Files.write(folder.resolve("file"), bytes));
        try (ServerSocketChannel listener =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            client = new Socket(
                    InetAddress.getLoopbackAddress(), listener.socket().getLocalPort());
            connection = listener.accept();
        }
        client.setSoTimeout(10_000);
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        connection.close();
        file.close();
    }

    private long send(long position, long count) throws IOException {
        return SendFile.send(file, position, count, connection);
    }

    @Test
    void sendsAPart() throws IOException {
        assertEquals(3000, send(2000, 3000));
        assertArrayEquals(
                Arrays.copyOfRange(bytes, 2000, 5000), client.getInputStream().readNBytes(3000));
        assertEquals(0, file.position(), "several connections send one file at the same time");
    }

    @Test
    void sendsWhatThereIs() throws IOException {
        assertEquals(1000, send(LENGTH - 1000, 3000));
        assertEquals(0, send(LENGTH, 3000));
        connection.close();
        assertArrayEquals(
                Arrays.copyOfRange(bytes, LENGTH - 1000, LENGTH),
                client.getInputStream().readAllBytes());
    }

    @Test
    void sendsOnAlthoughTheThreadIsInterrupted() throws IOException {
        Thread.currentThread().interrupt();
        assertEquals(LENGTH, send(0, LENGTH));
        assertTrue(Thread.interrupted());
        assertArrayEquals(bytes, client.getInputStream().readNBytes(LENGTH));
        assertTrue(connection.isOpen());
        assertTrue(file.isOpen());
    }

    @Test
    void sendsNothingWhereASocketThatDoesNotWaitTakesNothing() throws IOException {
        connection.configureBlocking(false);
        long sent = 0;
        long last = LENGTH;
        while (last > 0) {
            last = send(0, LENGTH);
            sent += last;
        }
        assertEquals(0, send(0, LENGTH));
        client.getInputStream().skipNBytes(sent);
    }

    @Test
    void failsWhereTheClientIsGone() throws IOException {
        connection.shutdownOutput();
        assertThrows(IOException.class, () -> send(0, LENGTH));
    }

    @Test
    void failsWhereTheFileIsClosed() throws IOException {
        file.close();
        assertThrows(IOException.class, () -> send(0, LENGTH));
    }

    /** Its descriptor may be somebody else's by then. */
    @Test
    void isNotReachedThroughAClosedTransport() {
        BlockingTransport transport =
                new BlockingTransport(connection, new Watchdog(1), ByteBuffer.allocateDirect(1024));
        transport.close();
        assertThrows(ClosedChannelException.class, () -> transport.send(file, 0, LENGTH));
    }

    /** As a process does that links nothing. */
    @Test
    void sendsByTheCallOfTheJdkToo() throws IOException {
        assertEquals(3000, SendFile.sendByJdk(file, 2000, 3000, connection));
        assertArrayEquals(
                Arrays.copyOfRange(bytes, 2000, 5000), client.getInputStream().readNBytes(3000));
    }
}
