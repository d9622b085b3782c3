package io.mpmoperator.server.transport;

import io.mpmoperator.server.http.DeadlineException;
import io.mpmoperator.server.http.Transport;
import io.mpmoperator.server.jdk.SendFile;
import io.mpmoperator.server.jdk.SocketAccess;
import io.mpmoperator.server.nativecalls.SocketCalls;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A transport whose calls wait for the client, until the {@link Watchdog} ends that. It reads and writes by the system's own calls:
 * a channel's own read and write take locks, copy and make themselves known to be interrupted, which is several times the
 * code of the call to the system, and a prefork child's code is not in the processor's caches when a request arrives.
 *
 * <p>One thread uses it, and the watchdog, which shuts the socket down but never closes it: its descriptor would belong to
 * somebody else in the middle of a read.
 */
public final class BlockingTransport implements Transport {

    private static final long NONE = Long.MAX_VALUE;
    private static final long GRACE = TimeUnit.MILLISECONDS.toNanos(500);
    private static final int FIRST_PIECE = 256 * 1024;
    private static final int LARGEST_PIECE = 4 << 20;

    /** A client that takes a piece within this part of its time is trusted to take one of twice the size. */
    private static final int PART_OF_ITS_TIME = 16;

    private final SocketChannel channel;
    private final int socket;
    private final InputStream input;
    private final OutputStream output;
    private final ByteBuffer received;
    private final Watchdog watchdog;
    private final @Nullable InetSocketAddress remote;
    private volatile long deadline = NONE;
    private volatile boolean expired;
    private boolean closed;
    private int piece = FIRST_PIECE;

    /**
     * A transport over a channel in blocking mode, which is open.
     *
     * @param received a direct buffer of the thread that uses it, lent while it reads
     */
    public BlockingTransport(SocketChannel channel, Watchdog watchdog, ByteBuffer received) {
        this.channel = channel;
        this.socket = SocketAccess.number(channel);
        FileDescriptor descriptor = SocketAccess.descriptor(channel);
        try {
            this.input = descriptor == null ? channel.socket().getInputStream() : new FileInputStream(descriptor);
            this.output = descriptor == null ? channel.socket().getOutputStream() : new FileOutputStream(descriptor);
        } catch (IOException e) {
            throw new UncheckedIOException("the channel is closed", e);
        }
        this.watchdog = watchdog;
        this.received = received;
        this.remote = Addresses.remote(channel);
    }

    @Override
    public boolean isBlocking() {
        return true;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        try {
            requireOpen();
            int n = receive(target);
            if (n < 0 && expired) {
                throw new DeadlineException("the client to send");
            }
            return n;
        } catch (IOException e) {
            throw expiry(e, "the client to send");
        }
    }

    private int receive(ByteBuffer target) throws IOException {
        return socket < 0 ? receiveByStream(target) : receiveByCall(target);
    }

    private int receiveByStream(ByteBuffer target) throws IOException {
        int position = target.position();
        int n = input.read(target.array(), target.arrayOffset() + position, target.remaining());
        if (n > 0) {
            target.position(position + n);
        }
        return n;
    }

    private int receiveByCall(ByteBuffer target) throws IOException {
        received.clear().limit(Math.min(received.capacity(), target.remaining()));
        int n = SocketCalls.receive(socket, received);
        target.put(received.flip());
        return n;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        return write(source, false);
    }

    @Override
    public int writeAhead(ByteBuffer source) throws IOException {
        return write(source, true);
    }

    private int write(ByteBuffer source, boolean more) throws IOException {
        try {
            requireOpen();
            int count = source.remaining();
            if (source.isDirect()) {
                writeDirect(source, more);
            } else {
                output.write(source.array(), source.arrayOffset() + source.position(), count);
                source.position(source.limit());
            }
            return count;
        } catch (IOException e) {
            throw expiry(e, "the client to read");
        }
    }

    private void writeDirect(ByteBuffer source, boolean more) throws IOException {
        while (source.hasRemaining()) {
            if (socket < 0) {
                channel.write(source);
            } else {
                SocketCalls.send(socket, source, more);
            }
        }
    }

    private void requireOpen() throws ClosedChannelException {
        if (closed) {
            throw new ClosedChannelException();
        }
    }

    /**
     * Sends in pieces, each within the deadline, so that a slow client that does read is not taken for one that does not.
     * They grow as long as the client takes them quickly, for each is a call that comes back into cold caches.
     */
    @Override
    public long send(FileChannel file, long position, long count) throws IOException {
        long sent = 0;
        try {
            requireOpen();
            long began = System.nanoTime();
            long allowance = deadline - began;
            while (sent < count) {
                long n = SendFile.send(file, position + sent, Math.min(piece, count - sent), channel);
                if (n == 0) {
                    throw new EOFException("the file has become shorter than " + (position + count) + " bytes");
                }
                sent += n;
                long now = System.nanoTime();
                deadline = now + allowance;
                if (n == piece) {
                    boolean quick = now - began < allowance / PART_OF_ITS_TIME;
                    piece = quick ? Math.min(2 * piece, LARGEST_PIECE) : FIRST_PIECE;
                }
                began = now;
            }
            return sent;
        } catch (IOException e) {
            if (sent > 0) {
                return sent; // the next call fails in the same way
            }
            throw expiry(e, "the client to read");
        }
    }

    private IOException expiry(IOException cause, String waitedFor) {
        return expired && !(cause instanceof DeadlineException) ? new DeadlineException(waitedFor) : cause;
    }

    @Override
    public void waitUntil(long nanoTime) {
        deadline = nanoTime;
        watchdog.deadlineSet(nanoTime);
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
        try {
            if (!expired) {
                expired = true;
                channel.shutdownInput();
            } else if (-left > GRACE) {
                channel.shutdownOutput();
                return NONE;
            }
        } catch (IOException e) {
            return NONE; // the connection is gone, as whoever waits for it hears
        }
        return GRACE;
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
        return remote;
    }

    @Override
    public @Nullable InetSocketAddress localAddress() {
        return Addresses.local(channel);
    }

    @Override
    public void close() {
        deadline = NONE;
        closed = true;
        Closing.quietly(channel);
    }

    @Override
    public void abort() {
        deadline = NONE;
        closed = true;
        Closing.byReset(channel);
    }
}
