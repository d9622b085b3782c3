package io.mpmoperator.server.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class NonBlockingTransportTest {

    private static final int LARGE = 2 << 20;

    private final AtomicBoolean crowded = new AtomicBoolean();

    @TempDir
    Path folder;

    private SocketChannel client;
    private SocketChannel channel;
    private NonBlockingTransport transport;

    @BeforeEach
    void connect() throws IOException {
        try (ServerSocketChannel socket =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            client = SocketChannel.open(socket.getLocalAddress());
            channel = socket.accept();
        }
        channel.configureBlocking(false);
        transport = new NonBlockingTransport(channel, crowded::get);
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        transport.close();
    }

    @Test
    void sendsALargeFileWholeWithSmallBuffersWhereManyWait() throws IOException {
        byte[] content = new byte[LARGE];
        new Random(1).nextBytes(content);
        crowded.set(true);

        assertArrayEquals(content, sent(content));
        assertTrue(transport.hasSmallBuffers());
        assertTrue(channel.getOption(StandardSocketOptions.SO_SNDBUF) <= 64 << 10);
        assertTrue(channel.getOption(StandardSocketOptions.SO_RCVBUF) <= 8 << 10);
    }

    @Test
    void hasTheUsualBuffersAgainWhereFewWait() throws IOException {
        int receive = channel.getOption(StandardSocketOptions.SO_RCVBUF);
        crowded.set(true);
        transport.write(ByteBuffer.allocate(16 << 10));
        assertTrue(transport.hasSmallBuffers());
        crowded.set(false);
        transport.write(ByteBuffer.allocate(16 << 10));

        assertFalse(transport.hasSmallBuffers());
        assertEquals(receive, channel.getOption(StandardSocketOptions.SO_RCVBUF));
        assertTrue(channel.getOption(StandardSocketOptions.SO_SNDBUF) > 128 << 10);
    }

    @Test
    void leavesTheBuffersOfSmallResponsesAlone() throws IOException {
        crowded.set(true);
        transport.write(ByteBuffer.allocate(4 << 10));

        assertFalse(transport.hasSmallBuffers());
    }

    private byte[] sent(byte[] content) throws IOException {
        Path file = Files.write(folder.resolve("file"), content);
        ByteBuffer received = ByteBuffer.allocate(content.length);
        client.configureBlocking(false);
        try (FileChannel source = FileChannel.open(file)) {
            long position = 0;
            while (received.hasRemaining()) {
                if (position < content.length) {
                    position += transport.send(source, position, content.length - position);
                }
                if (client.read(received) < 0) {
                    throw new IOException("closed after " + received.position());
                }
            }
        }
        return received.array();
    }
}
