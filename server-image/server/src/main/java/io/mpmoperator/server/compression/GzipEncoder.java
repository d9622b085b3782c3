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

    private final Workplace workplace;
    private final OutputStream out;
    private final CRC32 checksum = new CRC32();
    private boolean begun;
    private boolean finished;

    GzipEncoder(Workplace workplace, OutputStream out) {
        this.workplace = workplace;
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
        workplace.write(octets, offset, length, out);
    }

    /** Makes what was written so far readable for the client. */
    @Override
    public void flush() throws IOException {
        begin();
        workplace.flush(out);
        out.flush();
    }

    /** Writes the end of the stream, and leaves open what it is written to. */
    public void finish() throws IOException {
        if (finished) {
            return;
        }
        finished = true;
        begin();
        workplace.finish(out);
        littleEndian(checksum.getValue());
        littleEndian(workplace.bytesRead());
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

    private void littleEndian(long value) throws IOException {
        byte[] four = new byte[4];
        for (int i = 0; i < 4; i++) {
            four[i] = (byte) (value >> (8 * i));
        }
        out.write(four);
    }
}
