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

    private static List<Long> quieterHalf(long... stolenMillis) {
        return Window.quieterHalf(windows(stolenMillis)).stream()
                .map(Window::stolenMillis)
                .toList();
    }

    /** Though what is measured in them is the worst. */
    @Test
    void choosesTheHalfInWhichTheLeastWasStolen() {
        assertEquals(List.of(10L, 20L), quieterHalf(30, 10, 20, 40));
        assertEquals(List.of(10L, 0L), quieterHalf(30, 10, 0));
    }

    @Test
    void choosesAllThatAreAsQuietAsTheHalf() {
        assertEquals(List.of(0L, 0L, 0L), quieterHalf(0, 0, 10, 0));
        assertEquals(List.of(500L), quieterHalf(500));
        assertEquals(List.of(), quieterHalf());
    }

    @Test
    void countsWhatWasStolenBesideAWindowAsWell() {
        assertArrayEquals(new long[] {0, 10, 10, 30, 20, 20}, Window.around(new long[] {0, 0, 10, 0, 20, 0}));
        assertArrayEquals(new long[] {7}, Window.around(new long[] {7}));
        assertArrayEquals(new long[0], Window.around(new long[0]));
    }

    @Test
    void putsTheirLatenciesTogether() {
        assertArrayEquals(new double[] {70, 90, 100, 100}, Window.latencies(windows(10, 30)));
    }
}
