package io.mpmoperator.e2e.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mpmoperator.e2e.benchmark.EqualLoad.Round;
import io.mpmoperator.e2e.benchmark.load.OpenLoop;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EqualLoadTest {

    private static Round round(int stolenMillis, double p99Millis) {
        return new Round(Duration.ofMillis(stolenMillis), new OpenLoop.Latencies(0.1, p99Millis));
    }

    private static List<Double> counted(Round... rounds) {
        return EqualLoad.quieterHalf(List.of(rounds)).stream()
                .map(round -> round.latencies().p99Millis())
                .toList();
    }

    /** Chosen by what was stolen, never by what was measured. */
    @Test
    void countsTheRoundsInWhichTheLeastWasStolen() {
        assertEquals(List.of(9.0, 2.0), counted(round(300, 1), round(10, 9), round(20, 2), round(40, 3)));
        assertEquals(List.of(2.0, 3.0), counted(round(0, 2), round(30, 1), round(10, 3)));
        assertEquals(List.of(5.0), counted(round(500, 5)));
        assertEquals(List.of(), counted());
    }
}
