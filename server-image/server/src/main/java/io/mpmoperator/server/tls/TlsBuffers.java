package io.mpmoperator.server.tls;

import java.nio.ByteBuffer;

/**
 * What a thread encrypts and decrypts with, whichever connection it works on. A connection borrows them for the time of one
 * call and keeps a copy of what it must, which is mostly nothing: one that is idle holds no buffer.
 *
 * <p>They lie in the heap, where the JDK's ciphers are quicker than on direct buffers.
 */
final class TlsBuffers {

    /** The most that a record takes: header, nonce, 2^14 bytes, padding, authentication (RFC 5246, section 6.2.3). */
    static final int RECORD = 16_709;

    /** The most content of a record (RFC 8446, section 5.1). */
    static final int CONTENT = 16_384;

    private static final int RECORD_HEADER = 5;
    private static final int SENT = 20 * 1024;
    private static final ThreadLocal<TlsBuffers> OF_THREAD = ThreadLocal.withInitial(TlsBuffers::new);

    /** Records as they have arrived, ready to be read from. */
    final ByteBuffer received = ByteBuffer.allocate(RECORD).flip();

    /** Records to be sent: one, or all of what a server says at once in a handshake. */
    final ByteBuffer sent = ByteBuffer.allocate(SENT);

    /** The content of one record, with the room that the engine asks for before it has looked into it. */
    final ByteBuffer plain = ByteBuffer.allocate(RECORD - RECORD_HEADER);

    private TlsBuffers() {}

    /** Those of the calling thread. */
    static TlsBuffers ofThisThread() {
        return OF_THREAD.get();
    }
}
