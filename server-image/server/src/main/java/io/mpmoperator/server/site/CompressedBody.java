package io.mpmoperator.server.site;

import io.mpmoperator.server.compression.Compressors;
import io.mpmoperator.server.compression.GzipEncoder;
import java.io.IOException;
import java.io.OutputStream;

/**
 * The body of a handler's response, compressed on its way. What the handler has announced of its length holds for what it writes.
 * A compressor is given back when the body is closed, or released where it is broken off.
 */
final class CompressedBody extends OutputStream {

    private final OutputStream out;
    private final Compressors.Lent lent;
    private final GzipEncoder encoder;
    private final long length;
    private long written;
    private boolean closed;

    /**
     * A body.
     *
     * @param length bytes that will be written, -1 when that is not known
     */
    CompressedBody(OutputStream out, Compressors.Lent lent, long length) {
        this.out = out;
        this.lent = lent;
        this.encoder = lent.encoder(out);
        this.length = length;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int offset, int count) throws IOException {
        if (closed) {
            throw new IOException("the response body is closed");
        }
        if (length >= 0 && written + count > length) {
            throw new IOException("more than the " + length + " bytes that Content-Length announced");
        }
        written += count;
        encoder.write(octets, offset, count);
    }

    @Override
    public void flush() throws IOException {
        if (!closed) {
            encoder.flush();
        }
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        if (length > written) {
            throw new IOException("only " + written + " of the " + length + " bytes that Content-Length announced");
        }
        closed = true;
        encoder.finish();
        release();
        out.close();
    }

    /** Gives the compressor back; nothing can be written any more. */
    void release() {
        closed = true;
        lent.close();
    }
}
