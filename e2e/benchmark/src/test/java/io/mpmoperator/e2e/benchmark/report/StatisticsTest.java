package io.mpmoperator.e2e.benchmark.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StatisticsTest {

    @Test
    void takesTheMiddleOne() {
        assertEquals(3, Statistics.median(List.of(9.0, 1.0, 3.0)));
    }

    @Test
    void takesTheMeanOfTheMiddleTwo() {
        assertEquals(2.5, Statistics.median(List.of(4.0, 1.0, 2.0, 3.0)));
    }

    @Test
    void refusesTheMedianOfNothing() {
        assertThrows(IllegalArgumentException.class, () -> Statistics.median(List.of()));
    }

    @Test
    void takesQuantilesThatWereMeasured() {
        double[] values =
                IntStream.rangeClosed(1, 200).mapToDouble(i -> 201 - i).toArray();
        assertEquals(198, Statistics.quantile(values, 0.99));
        assertEquals(100, Statistics.quantile(values, 0.5));
        assertEquals(1, Statistics.quantile(values, 0));
        assertEquals(200, Statistics.quantile(values, 1));
    }

    @Test
    void comparesRoundByRound() {
        assertEquals(2, Statistics.ratio(List.of(10.0, 100.0, 600.0), List.of(5.0, 100.0, 200.0)));
    }

    @Test
    void comparesAsManyRoundsAsBothHave() {
        assertEquals(2, Statistics.ratio(List.of(10.0, 1000.0), List.of(5.0)));
    }
}
