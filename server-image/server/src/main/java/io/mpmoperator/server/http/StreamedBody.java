package io.mpmoperator.server.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpGenerator;
import org.eclipse.jetty.util.BufferUtil;
import org.jspecify.annotations.Nullable;

/**
 * The body of a response that is written piece by piece: with its length, in chunks, or, to an HTTP/1.0 client, until the
 * connection ends, as its head has announced. Small writes are collected in the codec's output buffer, behind the head.
 */
final class StreamedBody extends OutputStream {

    private final Transport transport;
    private final Codec codec;
    private final Deadlines deadlines;
    private final long length;
    private final boolean discard;
    private final ByteBuffer frame = ByteBuffer.allocate(HttpGenerator.CHUNK_SIZE);
    private final ByteBuffer collected = ByteBuffer.allocate(4096);
    private boolean headSent;
    private boolean closed;
    private long written;
    private long sent;

    /**
     * A body.
     *
     * @param length bytes that will be written, -1 when that is not known
     * @param discard whether the response has no body (HEAD, 204, 304): what is written then goes nowhere
     */
    StreamedBody(Transport transport, Codec codec, Deadlines deadlines, long length, boolean discard) {
        this.transport = transport;
        this.codec = codec;
        this.deadlines = deadlines;
        this.length = length;
        this.discard = discard;
    }

    /** Bytes that were sent so far. */
    long sent() {
        return sent;
    }

    /** Whether nothing of the response is missing. */
    boolean complete() {
        return closed;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int count) throws IOException {
        if (closed) {
            throw new IOException("the response body is closed");
        }
        if (length >= 0 && written + count > length) {
            throw new IOException("more than the " + length + " bytes that Content-Length announced");
        }
        written += count;
        if (discard) {
            return;
        }
        if (count <= collected.remaining()) {
            collected.put(source, offset, count);
            return;
        }
        sendCollected();
        if (count <= collected.remaining()) {
            collected.put(source, offset, count);
        } else {
            send(ByteBuffer.wrap(source, offset, count));
        }
    }

    @Override
    public void flush() throws IOException {
        if (!closed && !discard) {
            sendCollected();
        }
        sendHead();
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        if (length > written && !discard) {
            throw new IOException("only " + written + " of the " + length + " bytes that Content-Length announced");
        }
        sendCollected();
        sendHead();
        closed = true;
        if (!discard) {
            end();
        }
    }

    private void sendCollected() throws IOException {
        if (collected.position() > 0) {
            collected.flip();
            send(collected);
            collected.clear();
        }
    }

    private void sendHead() throws IOException {
        if (!headSent) {
            headSent = true;
            writeAll(codec.output);
        }
    }

    private void send(ByteBuffer content) throws IOException {
        HttpGenerator generator = codec.generator;
        ByteBuffer framing = framing();
        int bytes = content.remaining();
        HttpGenerator.Result result = generator.generateResponse(null, false, null, framing, content, false);
        if (result != HttpGenerator.Result.FLUSH) {
            throw new IllegalStateException("a piece of a body was not generated: " + result);
        }
        if (!headSent && room() >= (framing == null ? 0 : framing.remaining()) + content.remaining()) {
            behindHead(framing);
            behindHead(content);
        }
        sendHead();
        if (framing != null) {
            writeAll(framing);
        }
        writeAll(content);
        sent += bytes;
    }

    private @Nullable ByteBuffer framing() {
        if (!codec.generator.isChunking()) {
            return null;
        }
        BufferUtil.clear(frame);
        return frame;
    }

    private int room() {
        return codec.output.capacity() - codec.output.limit();
    }

    /** Lets a piece leave together with the head. */
    private void behindHead(@Nullable ByteBuffer piece) {
        if (piece != null) {
            int end = codec.output.limit();
            codec.output.limit(end + piece.remaining());
            codec.output.put(end, piece, piece.position(), piece.remaining());
            piece.position(piece.limit());
        }
    }

    private void end() throws IOException {
        HttpGenerator generator = codec.generator;
        while (!generator.isEnd()) {
            ByteBuffer framing = framing();
            HttpGenerator.Result result = generator.generateResponse(null, false, null, framing, null, true);
            switch (result) {
                case FLUSH -> {
                    if (framing != null) {
                        writeAll(framing);
                    }
                }
                case CONTINUE, DONE, SHUTDOWN_OUT -> {}
                case NEED_CHUNK, NEED_INFO, NEED_HEADER, NEED_CHUNK_TRAILER, HEADER_OVERFLOW ->
                    throw new IllegalStateException("the end of a body was not generated: " + result);
            }
        }
    }

    private void writeAll(ByteBuffer bytes) throws IOException {
        transport.waitUntil(deadlines.timeout(System.nanoTime()));
        try {
            while (bytes.hasRemaining()) {
                transport.write(bytes);
            }
        } finally {
            transport.stopWaiting();
        }
    }
}
