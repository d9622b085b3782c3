package io.mpmoperator.server.transport;

import io.mpmoperator.server.http.DeadlineException;
import io.mpmoperator.server.http.Transport;
import io.mpmoperator.server.jdk.SendFile;
import io.mpmoperator.server.jdk.SocketAccess;
import io.mpmoperator.server.nativecalls.SocketCalls;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A transport that does not wait. A worker that has taken a request over may ask it to, for a body that has not arrived or
 * a client that reads slowly: it then waits in a selector of its own.
 */
public final class NonBlockingTransport implements Transport {

    private static final long NO_WAITING = 0;

    /** A response of so many bytes fits into the smallest buffers. */
    private static final int SMALL = 4 * 1024;

    private final SocketChannel channel;
    private final int socket;
    private final SocketBuffers buffers;
    private final BooleanSupplier crowded;
    private long waitUntil = NO_WAITING;

    /** A transport over a channel in non-blocking mode. */
    public NonBlockingTransport(SocketChannel channel) {
        this(channel, () -> false);
    }

    /**
     * The same.
     *
     * @param crowded whether many clients wait for room to write: a large response is then begun with small buffers
     */
    public NonBlockingTransport(SocketChannel channel, BooleanSupplier crowded) {
        this.channel = channel;
        this.buffers = new SocketBuffers(channel);
        this.crowded = crowded;
        this.socket = SocketAccess.number(channel);
    }

    /** The channel, to be registered with a selector. */
    public SocketChannel channel() {
        return channel;
    }

    /** Whether the kernel keeps little of what is sent over it. */
    public boolean hasSmallBuffers() {
        return buffers.areSmall();
    }

    @Override
    public boolean isBlocking() {
        return false;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int n = channel.read(target);
        while (n == 0 && waitUntil != NO_WAITING) {
            await(SelectionKey.OP_READ, "the client to send");
            n = channel.read(target);
        }
        return n;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        bound(source.remaining());
        int n = channel.write(source);
        while (source.hasRemaining() && waitUntil != NO_WAITING) {
            await(SelectionKey.OP_WRITE, "the client to read");
            n += channel.write(source);
        }
        return n;
    }

    @Override
    public int writeAhead(ByteBuffer source) throws IOException {
        if (socket < 0 || !source.isDirect() || !channel.isOpen()) {
            return write(source);
        }
        bound(source.remaining());
        int n = SocketCalls.send(socket, source, true);
        return source.hasRemaining() && waitUntil != NO_WAITING ? n + write(source) : n;
    }

    @Override
    public long send(FileChannel file, long position, long count) throws IOException {
        bound(count);
        long n = SendFile.send(file, position, count, channel);
        if (n == 0 && file.size() < position + count) {
            throw new EOFException("the file has become shorter than " + (position + count) + " bytes");
        }
        return n;
    }

    private void bound(long bytes) throws IOException {
        if (bytes > SMALL && waitUntil == NO_WAITING) {
            buffers.small(crowded.getAsBoolean());
        }
    }

    private void await(int operation, String waitedFor) throws IOException {
        buffers.small(false);
        try (Selector selector = Selector.open()) {
            channel.register(selector, operation);
            long left = waitUntil - System.nanoTime();
            if (left > 0) {
                selector.select(Math.max(1, left / 1_000_000));
            }
            if (waitUntil - System.nanoTime() <= 0) {
                throw new DeadlineException(waitedFor);
            }
        }
    }

    @Override
    public void waitUntil(long nanoTime) {
        waitUntil = nanoTime == NO_WAITING ? 1 : nanoTime;
    }

    @Override
    public void stopWaiting() {
        waitUntil = NO_WAITING;
    }

    @Override
    public void hangUp() {
        Closing.bothDirections(channel);
    }

    @Override
    public void shutdownOutput() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public @Nullable InetSocketAddress remoteAddress() {
        return Addresses.remote(channel);
    }

    @Override
    public @Nullable InetSocketAddress localAddress() {
        return Addresses.local(channel);
    }

    @Override
    public void close() {
        waitUntil = NO_WAITING;
        Closing.quietly(channel);
    }

    @Override
    public void abort() {
        waitUntil = NO_WAITING;
        Closing.byReset(channel);
    }
}
