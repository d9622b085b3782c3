package io.mpmoperator.tools.calibration;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LeastSquaresTest {

    @Test
    void findsTheUnknownsOfExactObservations() {
        double[] found = new LeastSquares(3)
                .add(28_000_000, 1, 25, 0)
                .add(35_500_000, 1, 100, 0)
                .add(30_000_000, 1, 25, 4000)
                .solve();

        assertArrayEquals(new double[] {25_500_000, 100_000, 500}, found, 1e-3);
    }

    @Test
    void comesCloseToTheUnknownsOfNoisyObservations() {
        var random = new Random(8);
        var squares = new LeastSquares(2);
        for (int threads = 1; threads < 400; threads++) {
            squares.add((2e7 + 1e5 * threads) * (1 + 0.05 * random.nextGaussian()), 1, threads);
        }

        double[] found = squares.solve();

        assertEquals(2e7, found[0], 1e6);
        assertEquals(1e5, found[1], 5e3);
    }

    @Test
    void takesWhatWouldBeNegativeForNothing() {
        double[] found =
                new LeastSquares(2).add(100, 1, 0).add(90, 1, 10).add(100, 1, 0).solve();

        assertEquals(0, found[1]);
        assertEquals(96, found[0], 1);
    }

    /** One that shows next to nothing of what is looked for says little, and not that there is nothing. */
    @Test
    void takesTheErrorOfAPartRelativeToTheWhole() {
        double[] found = new LeastSquares(2)
                .addPartOf(6000, -30, 1, 1)
                .addPartOf(9000, 2000, 1, 25)
                .addPartOf(26_000, 15_000, 1, 200)
                .solve();

        assertEquals(75, found[1], 3);
    }

    @Test
    void refusesObservationsThatDoNotTellTheUnknownsApart() {
        assertThrows(
                IllegalStateException.class,
                () -> new LeastSquares(2).add(10, 1, 2).add(20, 2, 4).solve());
        assertThrows(
                IllegalStateException.class,
                () -> new LeastSquares(2).add(10, 1, 0).add(20, 2, 0).solve());
    }
}
