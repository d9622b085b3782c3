package io.mpmoperator.server.management;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one request head after the other, and holds no more of a connection than has arrived. */
final class HeadReader {

    /** How long a head may be, in bytes. */
    static final int LIMIT = 16 * 1024;

    private static final int FIRST = 512;

    private final InputStream in;
    private final Runnable begun;
    private byte[] bytes = new byte[FIRST];
    private int count;

    /**
     * A reader.
     *
     * @param begun called when the first byte of a head is there
     */
    HeadReader(InputStream in, Runnable begun) {
        this.in = in;
        this.begun = begun;
    }

    /**
     * Waits for a head.
     *
     * @return its lines; null when the client has none
     * @throws IllegalArgumentException when it is longer than {@link #LIMIT}
     */
    @Nullable
    List<String> next() throws IOException {
        int searched = 0;
        if (count > 0) {
            begun.run();
        }
        while (true) {
            int end = end(searched);
            if (end > 0) {
                return take(end);
            }
            searched = count;
            if (count == bytes.length) {
                grow();
            }
            int n = in.read(bytes, count, bytes.length - count);
            if (n < 0) {
                return null;
            }
            if (count == 0) {
                begun.run();
            }
            count += n;
        }
    }

    private void grow() {
        if (count >= LIMIT) {
            throw new IllegalArgumentException("a request head has at most " + LIMIT + " bytes");
        }
        bytes = Arrays.copyOf(bytes, Math.min(2 * count, LIMIT));
    }

    /** Where the empty line ends that ends a head; 0 when there is none yet. */
    private int end(int from) {
        for (int i = Math.max(from - 3, 0); i < count; i++) {
            if (bytes[i] == '\n') {
                int next = i + 1 < count && bytes[i + 1] == '\r' ? i + 2 : i + 1;
                if (next < count && bytes[next] == '\n') {
                    return next + 1;
                }
            }
        }
        return 0;
    }

    private List<String> take(int end) {
        String head = new String(bytes, 0, end, StandardCharsets.ISO_8859_1);
        byte[] rest = Arrays.copyOfRange(bytes, end, count);
        count = rest.length;
        bytes = rest.length < FIRST ? Arrays.copyOf(rest, FIRST) : rest;
        return head.strip().lines().toList();
    }
}
