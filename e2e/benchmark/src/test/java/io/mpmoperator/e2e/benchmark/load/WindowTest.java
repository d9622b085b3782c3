package io.mpmoperator.e2e.benchmark.load;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowTest {

    private static List<Window> windows(long... stolenMillis) {
        return Arrays.stream(stolenMillis)
                .mapToObj(stolen -> new Window(stolen, List.of(100.0 - stolen, 100.0)))
                .toList();
    }

    private static List<Long> quietestQuarter(long... stolenMillis) {
        return Window.quietestQuarter(windows(stolenMillis)).stream()
                .map(Window::stolenMillis)
                .toList();
    }

    /** Though what is measured in them is the worst. */
    @Test
    void choosesTheQuarterInWhichTheLeastWasStolen() {
        assertEquals(List.of(10L), quietestQuarter(30, 10, 20, 40));
        assertEquals(List.of(10L, 0L), quietestQuarter(30, 10, 20, 40, 0));
    }

    @Test
    void choosesAllThatAreAsQuietAsTheQuarter() {
        assertEquals(List.of(0L, 0L, 0L), quietestQuarter(0, 0, 10, 0, 20));
        assertEquals(List.of(500L), quietestQuarter(500));
        assertEquals(List.of(), quietestQuarter());
    }

    @Test
    void countsWhatWasStolenBesideAWindowAsWell() {
        assertArrayEquals(new long[] {0, 10, 10, 30, 20, 20}, Window.around(new long[] {0, 0, 10, 0, 20, 0}));
        assertArrayEquals(new long[] {7}, Window.around(new long[] {7}));
        assertArrayEquals(new long[0], Window.around(new long[0]));
    }

    @Test
    void putsTheirLatenciesTogether() {
        assertArrayEquals(new double[] {90, 100, 70, 100}, Window.latencies(windows(10, 30)));
    }
}
