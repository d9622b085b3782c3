package io.mpmoperator.e2e.benchmark.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StolenWindowsTest {

    private static List<Integer> quiet(long... stolenMillis) {
        boolean[] quiet = StolenWindows.quieterHalf(stolenMillis);
        return IntStream.range(0, quiet.length)
                .filter(window -> quiet[window])
                .boxed()
                .toList();
    }

    @Test
    void takesAllWhereNothingWasStolen() {
        assertEquals(List.of(0, 1, 2, 3), quiet(0, 0, 0, 0));
        assertEquals(List.of(0), quiet(500));
    }

    @Test
    void leavesOutWhatIsBesideAStolenTick() {
        assertEquals(List.of(0, 1, 5, 6, 7), quiet(0, 0, 0, 10, 0, 0, 0, 0));
        assertEquals(List.of(2, 3, 4, 5), quiet(10, 0, 0, 0, 0, 0));
    }

    @Test
    void takesTheLesserHalfWhereSomethingWasStolenAlways() {
        assertEquals(List.of(0, 1, 2), quiet(10, 10, 10, 20, 30, 30));
    }
}
