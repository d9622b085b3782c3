package io.mpmoperator.operator.reconcile;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class MonotonicClockTest {

    @Test
    void neverGoesBack() {
        MonotonicClock clock = new MonotonicClock();
        Instant before = clock.instant();

        assertFalse(clock.instant().isBefore(before));
    }
}
