package io.mpmoperator.server.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mpmoperator.server.interleaving.Interleavings;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The one worker finishes while the listener looks round and goes to sleep: it never sleeps while something waits that no other thread sees. */
class HandBackInterleavingTest {

    /** A worker that has a connection in hand, and the listener; there is no other worker. */
    abstract static class Child implements Runnable {

        final HandBack handBack = new HandBack(this);
        final Workers workers = new Workers(1);
        final EventConnection inHand = connection();
        final EventConnection other = connection();
        volatile boolean woken;
        volatile boolean served;
        boolean idle;

        Child() {
            assertEquals(0, workers.take());
            handBack.accepts(false);
        }

        @SuppressWarnings("NullAway") // nothing is read or written here
        private static EventConnection connection() {
            return new EventConnection(null, null);
        }

        /** Wakes the listener. */
        @Override
        public void run() {
            woken = true;
        }

        /** The worker finishes; should a request wait, it serves that and finishes again. */
        void workerFinishes() {
            EventConnection next = handBack.longestWaiting();
            if (next == null) {
                workers.giveBack(0);
            }
            handBack.giveBack(inHand, false);
            if (next != null) {
                served = true;
                workers.giveBack(0);
                handBack.giveBack(next, false);
            }
        }

        void takeBack() {
            for (EventConnection back = handBack.takeBack(); back != null; back = handBack.takeBack()) {
                idle |= back.equals(inHand);
            }
            while (handBack.someoneWaits() && workers.idle() > 0) {
                served |= handBack.longestWaiting() != null;
            }
        }

        void goToSleep() {
            handBack.accepts(workers.idle() > 0);
            while (!handBack.listenerMaySleep()) {
                takeBack();
                handBack.accepts(workers.idle() > 0);
            }
        }

        void requireAcceptingUnlessWoken() {
            if (!woken && workers.idle() > 0 && !handBack.accepts()) {
                throw new AssertionError("no thread accepts while a worker is idle");
            }
        }
    }

    /** Another connection brings a request. */
    public static final class ARequestComes extends Child {

        /** The worker's part. */
        @Operation(runOnce = true)
        public void finish() {
            workerFinishes();
        }

        /** The listener's part. */
        @Operation(runOnce = true)
        public void listen() {
            takeBack();
            if (workers.take() < 0) {
                handBack.waitForWorker(other);
            } else {
                served = true;
                workers.giveBack(0);
            }
            goToSleep();
        }

        /** Nothing is left that only the listener can do. */
        @Validate
        public void sleepsOverNoRequest() {
            requireAcceptingUnlessWoken();
            if (!woken && !served) {
                throw new AssertionError("a request waits while a worker is idle");
            }
        }
    }

    /** The client whose request is in hand sends its next one, and the selector is told not to look until it comes back. */
    public static final class TheClientSendsAlready extends Child {

        /** The worker's part. */
        @Operation(runOnce = true)
        public void finish() {
            workerFinishes();
        }

        /** The listener's part. */
        @Operation(runOnce = true)
        public void listen() {
            takeBack();
            inHand.muted |= !idle;
            goToSleep();
        }

        /** Nothing is left that only the listener can do. */
        @Validate
        public void sleepsOverNoClient() {
            requireAcceptingUnlessWoken();
            if (!woken && !handBack.listenerMaySleep() && inHand.muted) {
                throw new AssertionError("a connection has come back that no thread looks at");
            }
        }
    }

    /** The process is to end with its last connection. */
    public static final class TheProcessEnds extends Child {

        /** The worker's part. */
        @Operation(runOnce = true)
        public void finish() {
            workerFinishes();
        }

        /** The listener's part, from when it is told. */
        @Operation(runOnce = true)
        public void listen() {
            handBack.quiesce();
            woken = false;
            takeBack();
            handBack.accepts(true);
            goToSleep();
        }

        /** Nothing is left that only the listener can do. */
        @Validate
        public void sleepsOverNoConnection() {
            if (!woken && !idle) {
                throw new AssertionError("the last connection has come back unheard");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {ARequestComes.class, TheClientSendsAlready.class, TheProcessEnds.class})
    void theListenerSleepsOverNothing(Class<?> whatHappens) {
        Interleavings.checkOneEach(whatHappens, 2);
    }
}
