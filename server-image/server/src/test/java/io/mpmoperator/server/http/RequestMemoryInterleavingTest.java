package io.mpmoperator.server.http;

import io.mpmoperator.server.interleaving.Interleavings;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/** Connections that take from one budget and are told to go for each other: all of it comes back. */
class RequestMemoryInterleavingTest {

    private static final long HEAD = 4 * 1024;

    /** Two connections, of which one alone has room. */
    public static final class Connections {

        private final RequestMemory memory = new RequestMemory(HEAD + HEAD / 2, () -> 0);
        private boolean told;
        private boolean otherTold;

        /** A client that sends a head, and its rest later. */
        @Operation(runOnce = true)
        public void connection() {
            RequestMemory.Share share = new RequestMemory.Share(() -> told = true);
            run(share);
        }

        /** Another one. */
        @Operation(runOnce = true)
        public void another() {
            RequestMemory.Share share = new RequestMemory.Share(() -> otherTold = true);
            run(share);
        }

        private void run(RequestMemory.Share share) {
            if (memory.hold(share, HEAD / 2, true) && memory.hold(share, HEAD, true)) {
                memory.hold(share, 1, false);
            }
            memory.release(share);
        }

        /** Whoever was there has gone. */
        @Validate
        public void allIsFreeAgain() {
            if (memory.used() != 0 || (told && otherTold)) {
                throw new AssertionError(memory.used() + " bytes are held, told to go: " + told + ", " + otherTold);
            }
            RequestMemory.Share all = new RequestMemory.Share(() -> {});
            if (!memory.hold(all, HEAD + HEAD / 2, false)) {
                throw new AssertionError("something is left that has no holder");
            }
            memory.release(all);
        }
    }

    @Test
    void allOfTheBudgetComesBack() {
        Interleavings.checkOneEach(Connections.class, 2);
    }
}
