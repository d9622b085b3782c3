package io.mpmoperator.server.compression;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The compressors of a process, at most so many as its footprint counts: each holds some 280 KiB outside the heap. Who gets none
 * sends its response as it is. Safe for use by several threads.
 */
public final class Compressors implements AutoCloseable {

    private final int most;
    private final Deque<Workplace> idle = new ArrayDeque<>();
    private int lent;
    private boolean closed;

    /** So many compressors, made when they are needed. */
    public Compressors(int most) {
        this.most = most;
    }

    /**
     * Lends a compressor, to be given back by closing it; empty where all are lent.
     *
     * @param level {@code DeflateCompressionLevel}, 1 to 9
     */
    public synchronized Optional<Lent> lend(int level) {
        if (closed || lent == most) {
            return Optional.empty();
        }
        lent++;
        Workplace workplace = idle.isEmpty() ? new Workplace(level) : idle.pop();
        workplace.setLevel(level);
        return Optional.of(new Lent(workplace));
    }

    private synchronized void giveBack(Workplace workplace) {
        lent--;
        if (closed) {
            workplace.end();
            return;
        }
        workplace.reset();
        idle.push(workplace);
    }

    /** How many are lent now. */
    public synchronized int lent() {
        return lent;
    }

    /** Ends those that are idle, and the others when they are given back. */
    @Override
    public synchronized void close() {
        closed = true;
        idle.forEach(Workplace::end);
        idle.clear();
    }

    /** A compressor that is lent. */
    public final class Lent implements AutoCloseable {

        private final Workplace workplace;
        private boolean given;

        private Lent(Workplace workplace) {
            this.workplace = workplace;
        }

        /** A gzip stream, of which each compressor writes one. */
        public GzipEncoder encoder(OutputStream out) {
            return new GzipEncoder(workplace, out);
        }

        /** The bytes as a gzip stream. */
        public byte[] gzip(byte[] octets) {
            ByteArrayOutputStream out = new ByteArrayOutputStream(64 + octets.length / 3);
            GzipEncoder encoder = encoder(out);
            try {
                encoder.write(octets, 0, octets.length);
                encoder.finish();
            } catch (IOException e) {
                throw new UncheckedIOException("memory cannot be written", e);
            }
            return out.toByteArray();
        }

        @Override
        public void close() {
            if (!given) {
                given = true;
                giveBack(workplace);
            }
        }
    }
}
