package io.mpmoperator.server.http;

import io.mpmoperator.server.nativecalls.Linking;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Buffers for responses, lent to the threads that have one to send. The one that came back last is lent next: it lies in the
 * processor's caches, where one of each thread's own would not. Safe for use by several threads.
 */
public final class OutputBuffers {

    /** A head and a body of 32 KiB: above, sendfile costs less than a copy. */
    static final int BYTES = 33 * 1024;

    private final AtomicReferenceArray<@Nullable ByteBuffer> idle;

    /**
     * None yet; each is made when it is needed first.
     *
     * @param threads how many may send at once
     */
    public OutputBuffers(int threads) {
        this.idle = new AtomicReferenceArray<>(threads);
    }

    /** Lends one: a direct buffer, but where nothing is linked, and streams write out of arrays. */
    ByteBuffer take() {
        for (int i = 0; i < idle.length(); i++) {
            ByteBuffer buffer = idle.get(i) == null ? null : idle.getAndSet(i, null);
            if (buffer != null) {
                return buffer;
            }
        }
        return Linking.AVOIDED ? ByteBuffer.allocate(BYTES) : ByteBuffer.allocateDirect(BYTES);
    }

    /** Takes one back. */
    void give(ByteBuffer buffer) {
        for (int i = 0; i < idle.length(); i++) {
            if (idle.get(i) == null && idle.compareAndSet(i, null, buffer)) {
                return;
            }
        }
    }
}
