package io.mpmoperator.server.proxy;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A connection to a backend, with what it takes to speak HTTP or FastCGI over it. Used by one thread at a time. */
final class BackendConnection implements AutoCloseable {

    /** The size of each of its buffers. */
    static final int BUFFER_BYTES = 8 * 1024;

    private final BackendStream stream;
    private final SocketAddress address;
    private final ByteBuffer received = ByteBuffer.allocate(BUFFER_BYTES).flip();
    private final byte[] sent = new byte[BUFFER_BYTES];
    private boolean reused;
    private long idleSince;
    private boolean heard;
    private @Nullable ResponseReader reader;

    BackendConnection(BackendStream stream, SocketAddress address) {
        this.stream = stream;
        this.address = address;
    }

    SocketAddress address() {
        return address;
    }

    BackendStream stream() {
        return stream;
    }

    /** What reads responses of HTTP. */
    ResponseReader reader() {
        ResponseReader made = reader == null ? new ResponseReader() : reader;
        reader = made;
        return made;
    }

    /** Where a piece of a request is put together. */
    byte[] output() {
        return sent;
    }

    /** Whether another request went over it before. */
    boolean reused() {
        return reused;
    }

    /** Whether the backend has sent anything since the request began. */
    boolean heard() {
        return heard;
    }

    /** Since when it is idle; a moment of {@link System#nanoTime}. */
    long idleSince() {
        return idleSince;
    }

    void rest(long now) {
        idleSince = now;
        reused = true;
    }

    /** Begins with another request of HTTP. */
    void begin(boolean head) {
        begin();
        reader().begin(head);
    }

    /** Begins with another request. */
    void begin() {
        heard = false;
    }

    /** Whether nothing has arrived that no request has asked for, the end of the connection among it. */
    boolean isFresh() {
        if (received.hasRemaining() || stream.buffered()) {
            return false;
        }
        received.clear();
        try {
            return stream.readNow(received) == 0;
        } catch (IOException e) {
            return false;
        } finally {
            received.flip();
        }
    }

    /** Whether more was received than the response. */
    boolean hasRest() {
        return received.hasRemaining() || stream.buffered();
    }

    /** Reads a head that is final, or an interim one; waits for it. */
    void readHead(long nanos) throws IOException {
        ResponseReader reader = reader();
        while (!reader.headComplete()) {
            if (received.hasRemaining()) {
                reader.read(received);
            } else {
                fill(nanos);
            }
        }
    }

    /** Goes on where bytes are there, and waits for some where not. */
    private void fill(long nanos) throws IOException {
        if (!fillNow()) {
            stream.awaitBytes(nanos);
            fillNow();
        }
    }

    /** Whether there was something to read, which may be the end. */
    private boolean fillNow() throws IOException {
        int n = receiveNow();
        if (n < 0) {
            reader().end();
        }
        return n != 0;
    }

    /** Receives what is there, where all that was received before is read; 0 for nothing, -1 at the end. */
    int receiveNow() throws IOException {
        received.clear();
        int n;
        try {
            n = stream.readNow(received);
        } finally {
            received.flip();
        }
        heard |= n > 0;
        return n;
    }

    /** What was received and not read. */
    ByteBuffer received() {
        return received;
    }

    /**
     * The next piece of the body; empty at its end.
     *
     * @param waits called before it waits: what the client is to have at once is to be sent
     */
    ByteBuffer readBody(long nanos, Flush waits) throws IOException {
        ResponseReader reader = reader();
        while (true) {
            reader.read(received);
            if (reader.content().hasRemaining() || reader.complete()) {
                return reader.content();
            }
            if (!received.hasRemaining() && !fillNow()) {
                waits.flush();
                stream.awaitBytes(nanos);
                fillNow();
            }
        }
    }

    /** Sends what the client is to have at once. */
    @FunctionalInterface
    interface Flush {
        void flush() throws IOException;
    }

    @Override
    public void close() {
        stream.close();
    }
}
