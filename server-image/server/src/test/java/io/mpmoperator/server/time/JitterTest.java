package io.mpmoperator.server.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JitterTest {

    private static final Duration MOST = Duration.ofMillis(250);
    private static final int PROCESSES = 64;
    private static final int PARTS = 8;

    /** Moments a microsecond, a tenth of a millisecond, the turn of a load of 2000 requests/s, and a crooked time apart. */
    @ParameterizedTest
    @ValueSource(longs = {1_000, 100_000, 500_000, 500_123})
    void keepsApartWhatHasHappenedTogether(long apart) {
        long[] times = LongStream.range(0, PROCESSES)
                .map(process -> Jitter.nanos(7_777_777_777L + process * apart, MOST))
                .toArray();
        int[] perPart = new int[PARTS];
        for (long time : times) {
            perPart[(int) (time * PARTS / MOST.toNanos())]++;
        }
        int even = PROCESSES / PARTS;
        assertTrue(
                Arrays.stream(perPart).allMatch(count -> count >= even / 4 && count <= even * 2),
                () -> Arrays.toString(perPart));
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 1, Long.MAX_VALUE})
    void isNeverLessThanNothingNorMoreThanTheMost(long moment) {
        long nanos = Jitter.nanos(moment, MOST);
        assertTrue(nanos >= 0 && nanos < MOST.toNanos(), () -> nanos + " ns");
    }

    /** Counted by hand from the published finalizer of MurmurHash3: every process, whenever it began, says the same. */
    @ParameterizedTest
    @CsvSource({"0, 0", "1, 17554988", "123456789, 161615622", "-1, 164464289"})
    void isTheSameForTheSameMomentInEveryProcess(long moment, long nanos) {
        assertEquals(nanos, Jitter.nanos(moment, MOST));
    }
}
