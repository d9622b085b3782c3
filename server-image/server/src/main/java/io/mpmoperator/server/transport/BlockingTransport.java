package io.mpmoperator.server.transport;

import io.mpmoperator.server.http.DeadlineException;
import io.mpmoperator.server.http.Transport;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A transport whose calls wait for the client, until the {@link Watchdog} ends that. */
public final class BlockingTransport implements Transport {

    private static final long NONE = Long.MAX_VALUE;
    private static final long GRACE = TimeUnit.MILLISECONDS.toNanos(500);
    private static final int FIRST_PIECE = 256 * 1024;
    private static final int LARGER_PIECE = 512 * 1024;

    /** A client that reads the first piece within this time is trusted to read a larger one within its deadline. */
    private static final long QUICK_NANOS = 1_000_000_000L;

    private final SocketChannel channel;
    private final Watchdog watchdog;
    private final @Nullable InetSocketAddress remote;
    private volatile long deadline = NONE;
    private volatile boolean expired;
    private long allowance;

    /** A transport over a channel in blocking mode. */
    public BlockingTransport(SocketChannel channel, Watchdog watchdog) {
        this.channel = channel;
        this.watchdog = watchdog;
        this.remote = Addresses.remote(channel);
    }

    @Override
    public boolean waits() {
        return true;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        try {
            int n = channel.read(target);
            if (n < 0 && expired) {
                throw new DeadlineException("the client to send");
            }
            return n;
        } catch (AsynchronousCloseException e) {
            throw expiry(e, "the client to send");
        }
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        try {
            return channel.write(source);
        } catch (AsynchronousCloseException e) {
            throw expiry(e, "the client to read");
        }
    }

    /** Sends in pieces, so that a slow client that does read is not taken for one that does not. */
    @Override
    public long send(FileChannel file, long position, long count) throws IOException {
        try {
            long sent = 0;
            int piece = FIRST_PIECE;
            while (sent < count) {
                long began = System.nanoTime();
                long n = file.transferTo(position + sent, Math.min(piece, count - sent), channel);
                if (n == 0) {
                    throw new EOFException("the file has become shorter than " + (position + count) + " bytes");
                }
                sent += n;
                long now = System.nanoTime();
                deadline = now + allowance;
                piece = now - began < QUICK_NANOS ? LARGER_PIECE : FIRST_PIECE;
            }
            return sent;
        } catch (AsynchronousCloseException e) {
            throw expiry(e, "the client to read");
        }
    }

    @Override
    public void cork() {
        TcpCork.cork(channel);
    }

    @Override
    public void uncork() {
        TcpCork.uncork(channel);
    }

    private IOException expiry(AsynchronousCloseException cause, String waitedFor) {
        return expired ? new DeadlineException(waitedFor) : cause;
    }

    @Override
    public void waitUntil(long nanoTime) {
        allowance = nanoTime - System.nanoTime();
        deadline = nanoTime;
        watchdog.deadlineSet();
    }

    @Override
    public void stopWaiting() {
        deadline = NONE;
    }

    /**
     * Ends the waiting when its time is over: first for a read, whose thread can then still answer; half a second later,
     * when no new deadline was set, for a write too.
     *
     * @return nanoseconds until it has to be looked at again
     */
    long expireAt(long now) {
        long end = deadline;
        if (end == NONE) {
            return NONE;
        }
        long left = end - now;
        if (left > 0) {
            return left;
        }
        if (!expired) {
            expired = true;
            endInput();
        }
        if (-left > GRACE) {
            close();
            return NONE;
        }
        return GRACE;
    }

    private void endInput() {
        try {
            channel.shutdownInput();
        } catch (IOException e) {
            close();
        }
    }

    @Override
    public void shutdownOutput() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public @Nullable InetSocketAddress remoteAddress() {
        return remote;
    }

    @Override
    public @Nullable InetSocketAddress localAddress() {
        return Addresses.local(channel);
    }

    @Override
    public void close() {
        deadline = NONE;
        Closing.quietly(channel);
    }
}
