package io.mpmoperator.server.worker;

import io.mpmoperator.server.interleaving.Interleavings;
import java.util.ArrayList;
import java.util.List;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/** A listener that reserves threads while they come free, and hands connections over to them. */
class IdleWorkersInterleavingTest {

    /** A listener with two places, and the threads that come to rest. */
    public static final class Listener {

        private final IdleWorkers<String> idle = new IdleWorkers<>();

        /** The listener reserves two. */
        @Operation(runOnce = true)
        public void reserveTwo() {
            List<String> reserved = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                reserved.add(idle.reserve(() -> {}));
            }
            if (reserved.getFirst().equals(reserved.getLast())) {
                throw new AssertionError("one was reserved twice");
            }
        }

        /** A thread comes to rest. */
        @Operation(runOnce = true)
        public void releaseOne() {
            idle.release("one");
        }

        /** Another one does. */
        @Operation(runOnce = true)
        public void releaseAnother() {
            idle.release("another");
        }
    }

    @Test
    void theListenerWakesForEveryThreadThatComesFree() {
        Interleavings.checkOneEach(Listener.class, 3);
    }

    /** A thread that takes what it is handed, until it may end. */
    public static final class OneThread {

        private final HandOver<String> handOver = new HandOver<>();

        /** The thread takes the one connection, and then its end. */
        @Operation(runOnce = true)
        public void takeAll() {
            String first = handOver.take();
            String second = handOver.take();
            if (!"connection".equals(first) || second != null) {
                throw new AssertionError("took " + first + " and " + second);
            }
        }

        /** The listener hands one over and lets it end. */
        @Operation(runOnce = true)
        public void handOver() {
            handOver.put("connection");
            handOver.end();
        }
    }

    @Test
    void aThreadTakesItsConnectionAndThenItsEnd() {
        Interleavings.checkOneEach(OneThread.class, 2);
    }
}
