package io.mpmoperator.server.transport;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;

/**
 * How much the kernel keeps for a connection: what it likes to, or little. A client that stops to take a large response holds
 * 180 KiB of it, and 65 KiB with small buffers (of which 64 KiB are one packet on the way), and of what it sends meanwhile 33 KiB.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/socket.7.html">socket(7), SO_SNDBUF and SO_RCVBUF</a>
 */
final class SocketBuffers {

    private static final int SMALL_SEND = 32 * 1024;
    private static final int SMALL_RECEIVE = 4 * 1024;

    /** What the kernel's limit is for those who are not root (net.core.wmem_max) and more than is kept unsent. */
    private static final int USUAL_SEND = 208 * 1024;

    private final SocketChannel channel;
    private int usualReceive;
    private boolean small;

    SocketBuffers(SocketChannel channel) {
        this.channel = channel;
    }

    boolean areSmall() {
        return small;
    }

    /** Makes them small, or the usual ones again. */
    void small(boolean now) throws IOException {
        if (now == small) {
            return;
        }
        if (now) {
            usualReceive = channel.getOption(StandardSocketOptions.SO_RCVBUF);
        }
        channel.setOption(StandardSocketOptions.SO_SNDBUF, now ? SMALL_SEND : USUAL_SEND);
        channel.setOption(StandardSocketOptions.SO_RCVBUF, now ? SMALL_RECEIVE : usualReceive);
        small = now;
    }
}
