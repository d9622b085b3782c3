package io.mpmoperator.server.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class EverySecondTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void isDueASecondAfterItWasDone() {
        EverySecond upkeep = new EverySecond(0);
        assertFalse(upkeep.isDue(SECOND - 1));
        assertTrue(upkeep.isDue(SECOND));
        upkeep.done(5 * SECOND);
        assertFalse(upkeep.isDue(6 * SECOND - 1));
        assertTrue(upkeep.isDue(6 * SECOND));
    }

    @Test
    void waitsUntilThenAndNoLongerThanItMay() {
        EverySecond upkeep = new EverySecond(0);
        assertEquals(1000, upkeep.waitMillis(0, 1000));
        assertEquals(50, upkeep.waitMillis(0, 50));
        assertEquals(250, upkeep.waitMillis(SECOND * 3 / 4, 1000));
        assertEquals(1, upkeep.waitMillis(SECOND * 2, 1000));
    }

    @Test
    void countsAcrossTheClocksOverflow() {
        EverySecond upkeep = new EverySecond(Long.MAX_VALUE - SECOND / 2);
        assertFalse(upkeep.isDue(Long.MAX_VALUE));
        assertTrue(upkeep.isDue(Long.MIN_VALUE + SECOND / 2));
    }
}
