package io.mpmoperator.server.event;

import io.mpmoperator.server.interleaving.Interleavings;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/** The crew of an event child hands the lead round: one leads at a time, and no thread waits for a lead that is free. */
class LeaderFollowersInterleavingTest {

    /** Threads that lead and pass the lead on. */
    public static final class Crew {

        private final LeaderFollowers leadership = new LeaderFollowers();
        private final Workers workers = new Workers(1);
        private int leading;
        private volatile boolean taken;

        /** One turn of a thread: it leads, takes a worker, passes the lead on, gives the worker back. */
        @Operation
        public void work() {
            leadership.acquire();
            if (++leading != 1) {
                throw new AssertionError("two lead");
            }
            int worker = workers.take();
            leading--;
            leadership.release();
            if (worker >= 0) {
                if (taken) {
                    throw new AssertionError("two have the same worker");
                }
                taken = true;
                taken = false;
                workers.giveBack(worker);
            }
        }
    }

    @Test
    void oneLeadsAtATimeAndNobodyIsLeftAsleep() {
        Interleavings.checkOneEach(Crew.class, 3);
    }
}
