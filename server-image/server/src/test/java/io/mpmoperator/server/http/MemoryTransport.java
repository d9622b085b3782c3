package io.mpmoperator.server.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** A connection in memory: it gives its pieces one a read, and then nothing, its end, or the same again and again. */
public final class MemoryTransport implements Transport {

    private final boolean waits;
    private final Deque<byte[]> pieces = new ArrayDeque<>();
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private byte[] endless = {};
    private int endlessRead;
    private boolean ended;
    private boolean closed;
    private volatile boolean hungUp;
    private boolean aborted;
    private int room = Integer.MAX_VALUE;

    /** One that does not wait. */
    public MemoryTransport() {
        this(false);
    }

    /** One that waits, or says so: what it would wait for must be there. */
    public MemoryTransport(boolean waits) {
        this.waits = waits;
    }

    @Override
    public void hangUp() {
        hungUp = true;
    }

    boolean hungUp() {
        return hungUp;
    }

    /** The client sends a piece, which is read by itself. */
    public MemoryTransport receives(String bytes) {
        pieces.add(bytes.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /** The client sends the same again and again, as fast as it is read. */
    public MemoryTransport receivesForEver(String bytes) {
        endless = bytes.getBytes(StandardCharsets.ISO_8859_1);
        return this;
    }

    /** The client sends nothing more. */
    public MemoryTransport ends() {
        ended = true;
        return this;
    }

    /** The client takes so many bytes more, and then none. */
    public MemoryTransport takes(int bytes) {
        room = bytes;
        return this;
    }

    /** What was sent since the last call. */
    public String sent() {
        String text = sent.toString(StandardCharsets.ISO_8859_1);
        sent.reset();
        return text;
    }

    boolean closed() {
        return closed;
    }

    boolean aborted() {
        return aborted;
    }

    @Override
    public boolean isBlocking() {
        return waits;
    }

    @Override
    public int read(ByteBuffer target) {
        byte[] piece = pieces.poll();
        if (piece == null) {
            return endless.length > 0 ? readEndless(target) : ended ? -1 : 0;
        }
        int count = Math.min(piece.length, target.remaining());
        target.put(piece, 0, count);
        if (count < piece.length) {
            pieces.push(java.util.Arrays.copyOfRange(piece, count, piece.length));
        }
        return count;
    }

    private int readEndless(ByteBuffer target) {
        int count = target.remaining();
        for (int i = 0; i < count; i++) {
            target.put(endless[endlessRead++ % endless.length]);
        }
        return count;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        if (waits && room == 0) {
            throw new IOException("the client is gone");
        }
        int count = Math.min(room, source.remaining());
        byte[] bytes = new byte[count];
        source.get(bytes);
        sent.writeBytes(bytes);
        room -= count;
        return count;
    }

    @Override
    public long send(FileChannel file, long position, long count) throws IOException {
        ByteBuffer part = ByteBuffer.allocate((int) Math.min(room, count));
        int n = file.read(part, position);
        if (n < 0) {
            throw new EOFException("the file is shorter than " + (position + count) + " bytes");
        }
        sent.write(part.array(), 0, n);
        room -= n;
        return n;
    }

    @Override
    public void waitUntil(long nanoTime) {}

    @Override
    public void stopWaiting() {}

    @Override
    public void shutdownOutput() {}

    @Override
    public InetSocketAddress remoteAddress() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 4711);
    }

    @Override
    public InetSocketAddress localAddress() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 80);
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public void abort() {
        aborted = true;
        close();
    }
}
