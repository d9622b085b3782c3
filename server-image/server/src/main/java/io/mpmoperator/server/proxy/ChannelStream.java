package io.mpmoperator.server.proxy;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** A connection by TCP or a Unix socket, whose thread waits in a selector of its own. */
final class ChannelStream implements BackendStream {

    private static final long MILLISECOND = 1_000_000;

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;

    private ChannelStream(SocketChannel channel) throws IOException {
        this.channel = channel;
        this.selector = Selector.open();
        this.key = channel.register(selector, SelectionKey.OP_READ);
    }

    /**
     * Connects.
     *
     * @param kept whether the kernel looks from time to time whether the backend is still there
     * @throws IOException when the backend refuses, or does not accept in time
     */
    static ChannelStream connect(SocketAddress address, boolean kept, long nanos) throws IOException {
        boolean unix = address instanceof UnixDomainSocketAddress;
        SocketChannel channel = unix ? SocketChannel.open(StandardProtocolFamily.UNIX) : SocketChannel.open();
        try {
            if (unix) {
                channel.connect(address);
            }
            channel.configureBlocking(false);
            ChannelStream stream = new ChannelStream(channel);
            if (!unix) {
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.setOption(StandardSocketOptions.SO_KEEPALIVE, kept);
                stream.connect(address, nanos);
            }
            return stream;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e instanceof IOException io ? io : new IOException(e);
        }
    }

    private void connect(SocketAddress address, long nanos) throws IOException {
        try {
            if (!channel.connect(address)) {
                while (!channel.finishConnect()) {
                    await(SelectionKey.OP_CONNECT, nanos, "to accept");
                }
            }
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    @Override
    public int readNow(ByteBuffer target) throws IOException {
        return channel.read(target);
    }

    @Override
    public void awaitBytes(long nanos) throws IOException {
        await(SelectionKey.OP_READ, nanos, "to send");
    }

    @Override
    public boolean write(ByteBuffer source, long nanos) throws IOException {
        while (source.hasRemaining()) {
            if (channel.write(source) == 0
                    && (await(SelectionKey.OP_READ | SelectionKey.OP_WRITE, nanos, "to read") & SelectionKey.OP_WRITE)
                            == 0) {
                return false;
            }
        }
        return true;
    }

    /** What it is ready for. */
    private int await(int operations, long nanos, String waitedFor) throws IOException {
        long end = System.nanoTime() + nanos;
        key.interestOps(operations);
        while (true) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                throw new BackendException(
                        BackendException.TIMED_OUT, "timed out waiting for the backend " + waitedFor);
            }
            selector.select(Math.max(1, left / MILLISECOND));
            boolean ready = !selector.selectedKeys().isEmpty();
            selector.selectedKeys().clear();
            if (ready) {
                return key.readyOps();
            }
        }
    }

    @Override
    public boolean buffered() {
        return false;
    }

    @Override
    public void close() {
        try (Selector _ = selector;
                SocketChannel _ = channel) {
            key.cancel();
        } catch (IOException e) {
            // it is gone either way
        }
    }
}
