package io.mpmoperator.server.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one connection. The same calls serve a thread that waits (prefork and worker) and a listener that never
 * does (event): a transport of the second kind answers 0 where one of the first kind waits, until its deadline passes.
 */
public interface Transport extends AutoCloseable {

    /** Whether reading and writing wait by nature, and not only between {@link #waitUntil} and {@link #stopWaiting}. */
    boolean isBlocking();

    /**
     * Reads what has arrived.
     *
     * @return bytes read, -1 at the end of the stream, 0 when this transport does not wait and nothing is there
     * @throws DeadlineException when it waited until the deadline
     */
    int read(ByteBuffer target) throws IOException;

    /**
     * Writes.
     *
     * @return bytes written: all of them, or fewer when this transport does not wait and the client reads slowly
     * @throws DeadlineException when it waited until the deadline
     */
    int write(ByteBuffer source) throws IOException;

    /**
     * Writes what more bytes follow at once: where the system can, it waits for them, and sends all together.
     *
     * @return as {@link #write}
     */
    default int writeAhead(ByteBuffer source) throws IOException {
        return write(source);
    }

    /**
     * Sends a part of a file without bringing it into the heap, by sendfile where the connection is not encrypted.
     *
     * @return bytes sent: all of them, or fewer when this transport does not wait and the client reads slowly, or others
     *     are to have their turn
     * @throws IOException also when the file ends before the part does
     */
    long send(FileChannel file, long position, long count) throws IOException;

    /**
     * Lets the calls that follow wait, on any kind of transport, but no longer than until a moment.
     *
     * @param nanoTime a moment of {@link System#nanoTime}
     */
    void waitUntil(long nanoTime);

    /** Ends the time of waiting that {@link #waitUntil} began. */
    void stopWaiting();

    /**
     * Whether there may be bytes to read that the socket does not know of any more: TLS decrypts a record as a whole.
     * No thread may wait for the socket then.
     */
    default boolean buffered() {
        return false;
    }

    /** Whether {@link #read} can go on only after {@link #compute}: the costly part of a TLS handshake. */
    default boolean awaitsComputing() {
        return false;
    }

    /** Does the computing that {@link #awaitsComputing} tells of. */
    default void compute() {}

    /** Whether {@link #read} can go on only when the client takes bytes: a TLS handshake writes too. */
    default boolean readAwaitsRoom() {
        return false;
    }

    /** Sends what {@link #write} has taken and kept, as TLS does; whether nothing is left of it. */
    default boolean flushed() throws IOException {
        return true;
    }

    /** Bytes in memory that it keeps for the connection while it is neither read nor written, as TLS does. */
    default int kept() {
        return 0;
    }

    /** Ends both directions at once, so that whoever waits for the client goes on; from any thread, and never fails. */
    void hangUp();

    /** Ends the sending direction; the client can still be read from (half close). */
    void shutdownOutput() throws IOException;

    /** The client's address; null when it is gone already. */
    @Nullable
    InetSocketAddress remoteAddress();

    /** The address that the client has connected to; null when the connection is gone already. */
    @Nullable
    InetSocketAddress localAddress();

    /** Whether the connection is encrypted. */
    default boolean secure() {
        return false;
    }

    /** What was agreed to when TLS began; null without TLS, and before that. */
    default @Nullable TlsFacts tls() {
        return null;
    }

    /** Closes the connection at once; never fails. */
    @Override
    void close();

    /**
     * Closes it in a way that no client takes for the end of a response, by a reset; never fails. A response without a length
     * ends where the connection does.
     */
    default void abort() {
        close();
    }
}
