package io.mpmoperator.server.nativecalls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mpmoperator.server.jdk.FileAccess;
import io.mpmoperator.server.jdk.SocketAccess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocketCallsTest {

    private Socket client;
    private SocketChannel connection;
    private int socket;

    @BeforeEach
    void open() throws IOException {
        try (ServerSocketChannel listener =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            client = new Socket(
                    InetAddress.getLoopbackAddress(), listener.socket().getLocalPort());
            connection = listener.accept();
        }
        client.setSoTimeout(10_000);
        socket = SocketAccess.number(connection);
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        connection.close();
    }

    private static ByteBuffer direct(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    @Test
    void receivesWhatIsThereAndTheEnd() throws IOException {
        client.getOutputStream().write(new byte[] {1, 2, 3});
        ByteBuffer target = ByteBuffer.allocateDirect(10);

        assertEquals(3, SocketCalls.receive(socket, target));
        assertEquals(3, target.position());
        assertEquals(3, target.get(2));
        client.shutdownOutput();
        assertEquals(-1, SocketCalls.receive(socket, target));
    }

    @Test
    void receivesNothingWhereASocketThatDoesNotWaitHasNothing() throws IOException {
        connection.configureBlocking(false);
        assertEquals(0, SocketCalls.receive(socket, ByteBuffer.allocateDirect(10)));
    }

    @Test
    void sendsAHeadTogetherWithAFile(@TempDir Path folder) throws IOException {
        ByteBuffer head = direct("head:");
        try (FileChannel file = FileChannel.open(Files.writeString(folder.resolve("file"), "0123456789"))) {
            assertEquals(5, SocketCalls.send(socket, head, true));
            assertEquals(5, head.position());
            assertEquals(0, client.getInputStream().available(), "it waits for what follows");
            assertEquals(4, SocketCalls.sendFile(socket, FileAccess.number(file), 3, 4));
        }
        assertArrayEquals(
                "head:3456".getBytes(StandardCharsets.US_ASCII),
                client.getInputStream().readNBytes(9));
    }

    @Test
    void takesNothingWhereASocketThatDoesNotWaitIsFull() throws IOException {
        connection.configureBlocking(false);
        ByteBuffer source = ByteBuffer.allocateDirect(1 << 20);
        while (SocketCalls.send(socket, source.clear(), false) > 0) {
            // until no more is taken
        }
        assertEquals(0, source.position());
    }

    @Test
    void failsInTheSystemsWordsWhereTheClientIsGone() throws IOException {
        connection.shutdownOutput();
        IOException failure =
                assertThrows(IOException.class, () -> SocketCalls.send(socket, direct("anything"), false));
        assertEquals("Broken pipe", failure.getMessage());
    }
}
