package io.mpmoperator.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.server.http.RequestMemory.Share;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestMemoryTest {

    private static final long LIMIT = 100_000;

    private final List<String> gone = new ArrayList<>();
    private long now;
    private final RequestMemory memory = new RequestMemory(LIMIT, () -> now);

    private Share share(String name) {
        return new Share(() -> gone.add(name));
    }

    private void later(Duration time) {
        now += time.toNanos();
    }

    @Test
    void givesUpToItsLimitAndTakesBack() {
        Share one = share("one");
        Share other = share("other");

        assertTrue(memory.hold(one, 60_000, false));
        assertFalse(memory.hold(other, 60_000, false));
        assertTrue(memory.hold(other, 40_000, false));
        memory.release(one);
        assertTrue(memory.hold(other, LIMIT, false));
        assertEquals(LIMIT, memory.used());
    }

    @Test
    void refusesALargeHeadRatherThanEndOneThatHasJustBegun() {
        assertTrue(memory.hold(share("young"), 90_000, true));

        assertFalse(memory.hold(share("large"), 20_000, true));
        assertEquals(List.of(), gone);
    }

    @Test
    void endsWhatHasBeenIncompleteLongestForALargeHead() {
        assertTrue(memory.hold(share("oldest"), 50_000, true));
        later(Duration.ofMillis(600));
        assertTrue(memory.hold(share("younger"), 40_000, true));
        later(Duration.ofMillis(600));

        assertTrue(memory.hold(share("large"), 40_000, true));
        assertEquals(List.of("oldest"), gone);
        assertEquals(80_000, memory.used());
    }

    @Test
    void makesRoomForASmallHeadAtOnce() {
        assertTrue(memory.hold(share("one"), 60_000, true));
        assertTrue(memory.hold(share("other"), 40_000, true));

        assertTrue(memory.hold(share("honest"), 2_000, true));
        assertEquals(List.of("one"), gone);
    }

    @Test
    void neverEndsWhatItsServerIsWorkingOn() {
        Share working = share("working");
        assertTrue(memory.hold(working, 95_000, true));
        assertTrue(memory.hold(working, 95_000, false));

        assertFalse(memory.hold(share("honest"), 8_000, true));
        assertEquals(List.of(), gone);
    }

    @Test
    void givesNothingMoreInAdvanceUntilThoseWhoWereToldToGoHaveGone() {
        Share first = share("first");
        Share second = share("second");
        memory.hold(first, 60_000, true);
        memory.hold(second, 40_000, true);
        assertTrue(memory.hold(share("a"), 8_000, true));
        assertEquals(List.of("first"), gone);
        assertTrue(memory.hold(share("b"), 52_000, true));

        assertFalse(memory.hold(share("c"), 1_000, true));
        assertFalse(memory.hold(first, 70_000, true));
        memory.release(first);
        assertTrue(memory.hold(share("c"), 1_000, true));
        assertEquals(List.of("first", "second"), gone);
    }
}
