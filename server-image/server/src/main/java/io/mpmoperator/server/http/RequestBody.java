package io.mpmoperator.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The body of a request as a stream that waits, no longer than Timeout and RequestReadTimeout allow. */
final class RequestBody extends InputStream {

    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Transport transport;
    private final Codec codec;
    private final RequestReader reader;
    private final Deadlines deadlines;
    private boolean continueExpected;
    private long began;
    private long received;
    private @Nullable ByteBuffer chunk;

    RequestBody(Transport transport, Codec codec, RequestReader reader, Deadlines deadlines, boolean continueExpected) {
        this.transport = transport;
        this.codec = codec;
        this.reader = reader;
        this.deadlines = deadlines;
        this.continueExpected = continueExpected;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        ByteBuffer available = available(true);
        if (available == null) {
            return -1;
        }
        int n = Math.min(length, available.remaining());
        available.get(target, offset, n);
        return n;
    }

    @Override
    public int available() throws IOException {
        ByteBuffer there = available(false);
        return there == null ? 0 : there.remaining();
    }

    /**
     * Takes what has already arrived of a body that is not wanted.
     *
     * @return whether that was all of it: only then can another request follow on the connection
     */
    boolean finish() throws IOException {
        while (available(false) != null) {
            chunk = null;
        }
        return reader.complete();
    }

    /** Decoded bytes that are not empty; null at the end of the body, or where it would have to wait. */
    private @Nullable ByteBuffer available(boolean wait) throws IOException {
        while (chunk == null || !chunk.hasRemaining()) {
            chunk = decode();
            if (chunk == null && (reader.complete() || !wait)) {
                return null;
            }
            if (chunk == null) {
                fill();
            }
        }
        return chunk;
    }

    private @Nullable ByteBuffer decode() throws IOException {
        if (reader.complete()) {
            return null;
        }
        try {
            return reader.readBody(codec.input);
        } catch (BadRequestException e) {
            throw new RefusedBodyException(e);
        }
    }

    private void fill() throws IOException {
        long now = System.nanoTime();
        if (began == 0) {
            began = now;
        }
        transport.waitUntil(Math.min(deadlines.timeout(now), deadlines.body(began, received)));
        try {
            if (continueExpected) {
                continueExpected = false;
                transport.write(ByteBuffer.wrap(CONTINUE));
            }
            codec.input.clear();
            int n = transport.read(codec.input);
            codec.input.flip();
            if (n < 0) {
                throw new IOException("the client closed the connection in the middle of a request body");
            }
            received += n;
        } finally {
            transport.stopWaiting();
        }
    }
}
