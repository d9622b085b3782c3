package io.mpmoperator.server.jdk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.Test;

class SocketAccessTest {

    /** Shorter than the 200 ms for which Linux keeps an incomplete segment back at most (tcp(7)). */
    private static final int WELL_BEFORE_THE_KERNEL_GIVES_UP_MILLIS = 50;

    private static final byte[] HEAD = {1, 2, 3};

    @Test
    void keepsBackWhatFillsNoSegmentUntilItIsToldToSend() throws IOException {
        try (ServerSocketChannel listener =
                        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                Socket client = new Socket(
                        InetAddress.getLoopbackAddress(), listener.socket().getLocalPort());
                SocketChannel connection = listener.accept()) {
            client.setSoTimeout(WELL_BEFORE_THE_KERNEL_GIVES_UP_MILLIS);
            SocketAccess.cork(connection);
            connection.write(ByteBuffer.wrap(HEAD));
            assertThrows(
                    SocketTimeoutException.class, () -> client.getInputStream().read());

            SocketAccess.uncork(connection);
            client.setSoTimeout(10_000);
            assertArrayEquals(HEAD, client.getInputStream().readNBytes(HEAD.length));

            connection.write(ByteBuffer.wrap(HEAD));
            assertArrayEquals(HEAD, client.getInputStream().readNBytes(HEAD.length));
        }
    }

    @Test
    void leavesAClosedConnectionAlone() throws IOException {
        SocketChannel connection = SocketChannel.open();
        connection.close();
        SocketAccess.cork(connection);
        SocketAccess.uncork(connection);
    }
}
