package io.mpmoperator.server.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mpmoperator.server.nativecalls.Posix.Scheduling;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SchedulingPolicyTest {

    private static final int PROCESSORS = 4;

    private long now = System.nanoTime();
    private SchedulingPolicy policy = SchedulingPolicy.atStart(now);

    /** What is decided after so many seconds with so many requests a second and processor. */
    private Scheduling after(double seconds, double rate) {
        now += (long) (seconds * TimeUnit.SECONDS.toNanos(1));
        policy = policy.now(policy.served() + (long) (seconds * rate * PROCESSORS), now, PROCESSORS);
        return policy.scheduling();
    }

    @Test
    void callsForABatchWhenThereIsNoEndOfRequests() {
        assertEquals(Scheduling.USUAL, policy.scheduling());
        assertEquals(Scheduling.USUAL, after(1, SchedulingPolicy.HIGH - 1));
        assertEquals(Scheduling.BATCH, after(1, SchedulingPolicy.HIGH + 1));
    }

    @Test
    void keepsToABatchUntilThePressureIsClearlyLess() {
        after(1, 2 * SchedulingPolicy.HIGH);

        assertEquals(Scheduling.BATCH, after(1, SchedulingPolicy.LOW + 1));
        assertEquals(Scheduling.USUAL, after(1, SchedulingPolicy.LOW - 1));
        assertEquals(Scheduling.USUAL, after(1, SchedulingPolicy.LOW + 1));
    }

    @Test
    void takesARateAndNotANumber() {
        assertEquals(Scheduling.USUAL, after(10, SchedulingPolicy.HIGH / 2));
        assertEquals(Scheduling.BATCH, after(0.1, SchedulingPolicy.HIGH * 2));
    }

    @Test
    void knowsARateOnlyWhenTimeHasPassed() {
        assertEquals(Scheduling.USUAL, after(0, 0));
    }
}
