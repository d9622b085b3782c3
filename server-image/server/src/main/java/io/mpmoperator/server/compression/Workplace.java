package io.mpmoperator.server.compression;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.zip.Deflater;

/**
 * A compressor with what it reads from and writes to. Both are outside the heap: the collector of garbage waits for none who
 * compresses from or to an array. Used by one thread at a time.
 */
final class Workplace {

    /** Apache's default: {@code DeflateBufferSize}. */
    static final int BYTES = 8096;

    private final Deflater deflater;
    private final ByteBuffer input = ByteBuffer.allocateDirect(BYTES);
    private final ByteBuffer output = ByteBuffer.allocateDirect(BYTES);
    private final byte[] piece = new byte[BYTES];

    Workplace(int level) {
        this.deflater = new Deflater(level, true);
    }

    void setLevel(int level) {
        deflater.setLevel(level);
    }

    /** Makes it ready for another stream. */
    void reset() {
        deflater.reset();
        input.clear();
    }

    /** Compresses bytes, and writes as much as is ready; the last of them may wait for more. */
    void write(byte[] octets, int offset, int length, OutputStream out) throws IOException {
        int end = offset + length;
        for (int at = offset; at < end; ) {
            int count = Math.min(end - at, input.remaining());
            input.put(octets, at, count);
            at += count;
            if (!input.hasRemaining()) {
                compress(out);
            }
        }
    }

    private void compress(OutputStream out) throws IOException {
        deflater.setInput(input.flip());
        while (!deflater.needsInput()) {
            drain(Deflater.NO_FLUSH, out);
        }
        input.clear();
    }

    /** Writes all that was compressed so far. */
    void flush(OutputStream out) throws IOException {
        deflater.setInput(input.flip());
        int drained = BYTES;
        while (drained == BYTES) {
            drained = drain(Deflater.SYNC_FLUSH, out);
        }
        input.clear();
    }

    /** Writes the end of the stream. */
    void finish(OutputStream out) throws IOException {
        deflater.setInput(input.flip());
        deflater.finish();
        while (!deflater.finished()) {
            drain(Deflater.NO_FLUSH, out);
        }
        input.clear();
    }

    private int drain(int flush, OutputStream out) throws IOException {
        int count = deflater.deflate(output.clear(), flush);
        output.flip().get(piece, 0, count);
        out.write(piece, 0, count);
        return count;
    }

    /** Bytes of the stream that were read, before they were compressed. */
    long bytesRead() {
        return deflater.getBytesRead();
    }

    void end() {
        deflater.end();
    }
}
