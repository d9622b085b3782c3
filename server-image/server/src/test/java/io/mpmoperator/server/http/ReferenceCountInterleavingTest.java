package io.mpmoperator.server.http;

import io.mpmoperator.server.interleaving.Interleavings;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/** A file that a cache lets go of while connections send it: the last closes it, once, and not under one who holds it. */
class ReferenceCountInterleavingTest {

    /** A cache and two connections. */
    public static final class CacheAndConnections {

        private final ReferenceCount file = new ReferenceCount();
        private final AtomicInteger closed = new AtomicInteger();

        /** The cache needs its place for another. */
        @Operation(runOnce = true)
        public void letGo() {
            release();
        }

        /** A connection sends it. */
        @Operation(runOnce = true)
        public void send() {
            sendIfOpen();
        }

        /** Another one. */
        @Operation(runOnce = true)
        public void sendToAnother() {
            sendIfOpen();
        }

        private void sendIfOpen() {
            if (file.hold()) {
                if (closed.get() > 0) {
                    throw new AssertionError("it was closed under one who holds it");
                }
                release();
            }
        }

        private void release() {
            if (file.release()) {
                closed.incrementAndGet();
            }
        }

        /** All have let go of it. */
        @Validate
        public void isClosedOnce() {
            if (closed.get() != 1 || file.hold()) {
                throw new AssertionError("it was closed " + closed + " times");
            }
        }
    }

    @Test
    void isClosedOnceByTheLastWhoHoldsIt() {
        Interleavings.checkOneEach(CacheAndConnections.class, 3);
    }
}
