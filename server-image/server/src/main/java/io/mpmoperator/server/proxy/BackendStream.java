package io.mpmoperator.server.proxy;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The bytes of a connection to a backend. A call that waits does so no longer than a time, in nanoseconds, without progress. */
interface BackendStream extends AutoCloseable {

    /** Reads what is there; 0 for nothing, -1 at the end. */
    int readNow(ByteBuffer target) throws IOException;

    /** Waits for bytes to read. */
    void awaitBytes(long nanos) throws IOException;

    /**
     * Writes all.
     *
     * @return false where the backend takes no more, and has something to say instead
     */
    boolean write(ByteBuffer source, long nanos) throws IOException;

    /** Reads, and waits where nothing is there; -1 at the end. */
    default int read(ByteBuffer target, long nanos) throws IOException {
        int n = readNow(target);
        while (n == 0) {
            awaitBytes(nanos);
            n = readNow(target);
        }
        return n;
    }

    /** Whether bytes were received and not read. */
    boolean buffered();

    /** Closes it; never fails. */
    @Override
    void close();
}
