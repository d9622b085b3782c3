package io.mpmoperator.server.compression;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes a gzip stream (RFC 1952) with a compressor that is lent. What it writes for the same bytes is the same each time. Used
 * by one thread at a time.
 */
public final class GzipEncoder extends OutputStream {

    private static final byte[] HEADER = {0x1f, (byte) 0x8b, Deflater.DEFLATED, 0, 0, 0, 0, 0, 0, 3};

    private final Deflater deflater;
    private final OutputStream out;
    private final byte[] buffer;
    private final CRC32 checksum = new CRC32();
    private boolean begun;
    private boolean finished;

    GzipEncoder(Deflater deflater, byte[] buffer, OutputStream out) {
        this.deflater = deflater;
        this.buffer = buffer;
        this.out = out;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        begin();
        checksum.update(octets, offset, length);
        deflater.setInput(octets, offset, length);
        while (!deflater.needsInput()) {
            drain(Deflater.NO_FLUSH);
        }
    }

    /** Makes what was written so far readable for the client. */
    @Override
    public void flush() throws IOException {
        begin();
        int written = buffer.length;
        while (written == buffer.length) {
            written = drain(Deflater.SYNC_FLUSH);
        }
        out.flush();
    }

    /** Writes the end of the stream, and leaves open what it is written to. */
    public void finish() throws IOException {
        if (finished) {
            return;
        }
        finished = true;
        begin();
        deflater.finish();
        while (!deflater.finished()) {
            drain(Deflater.NO_FLUSH);
        }
        littleEndian(checksum.getValue());
        littleEndian(deflater.getBytesRead());
    }

    @Override
    public void close() throws IOException {
        finish();
        out.close();
    }

    private void begin() throws IOException {
        if (!begun) {
            begun = true;
            out.write(HEADER);
        }
    }

    private int drain(int flush) throws IOException {
        int length = deflater.deflate(buffer, 0, buffer.length, flush);
        out.write(buffer, 0, length);
        return length;
    }

    private void littleEndian(long value) throws IOException {
        for (int shift = 0; shift < 32; shift += 8) {
            out.write((int) (value >> shift) & 255);
        }
    }
}
