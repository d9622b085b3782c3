package io.mpmoperator.server.http;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The last request heads that were read as a whole, with their bytes. A client that sends the very same bytes again, as
 * probes, pollers, proxies and reloads do, means the very same request: what a head means depends on nothing but its bytes.
 */
final class RecentHeads {

    /** So many clients may take turns; each takes a few kilobytes of every thread. */
    private static final int KEPT = 2;

    /** What clients usually send; a longer head is read anew each time. */
    private static final int MOST_BYTES = 1024;

    private static final byte[] NOTHING = {};

    private final byte[][] heads = new byte[KEPT][];
    private final @Nullable Request[] requests = new @Nullable Request[KEPT];
    private int oldest;
    private byte[] taken = NOTHING;

    RecentHeads() {
        Arrays.fill(heads, NOTHING);
    }

    /** Takes a head from the front of a buffer that was there before; null, and nothing taken, for any other. */
    @Nullable
    Request take(ByteBuffer input) {
        int begin = input.arrayOffset() + input.position();
        int there = input.remaining();
        for (int i = 0; i < KEPT; i++) {
            byte[] head = heads[i];
            int length = head.length;
            if (length <= there && Arrays.equals(input.array(), begin, begin + length, head, 0, length)) {
                input.position(input.position() + length);
                taken = head;
                return requests[i];
            }
        }
        return null;
    }

    /** The bytes of the head that was taken last, not to be changed. */
    byte[] taken() {
        return taken;
    }

    /**
     * Remembers a head in place of the one that was remembered first.
     *
     * @param input where it lies, from an index to the position
     */
    void remember(ByteBuffer input, int from, Request request) {
        int length = input.position() - from;
        if (length > MOST_BYTES) {
            return;
        }
        byte[] head = new byte[length];
        input.get(from, head);
        heads[oldest] = head;
        requests[oldest] = request;
        oldest = (oldest + 1) % KEPT;
    }
}
