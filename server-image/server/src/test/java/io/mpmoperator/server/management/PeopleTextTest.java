package io.mpmoperator.server.management;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mpmoperator.server.management.ScoreboardSnapshot.Totals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeopleTextTest {

    private static Totals totals(long... buckets) {
        List<Long> all = new ArrayList<>(Collections.nCopies(16, 0L));
        for (int i = 0; i < buckets.length; i++) {
            all.set(i, buckets[i]);
        }
        return new Totals(0, 0, 0, all, 0, 0, 0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0|0", "999|999", "1000|1,000", "1234567|1,234,567", "-1000|-1,000", "-100|-100"})
    void setsThousandsApart(long number, String text) {
        assertEquals(text, PeopleText.count(number));
    }

    @ParameterizedTest
    @CsvSource({"0, 0 B", "1023, 1023 B", "1024, 1.0 KiB", "14680064, 14.0 MiB", "9223372036854775807, 8.0 EiB"})
    void namesBytes(long bytes, String text) {
        assertEquals(text, PeopleText.bytes(bytes));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0|0", "0.0191|0.019", "1.25|1.3", "8.04|8", "99.94|99.9", "1234.5|1,235"})
    void namesRates(double rate, String text) {
        assertEquals(text, PeopleText.rate(rate));
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0 µs",
        "PT0.00025S, 250 µs",
        "PT0.0084S, 8.4 ms",
        "PT2.5S, 2.5 s",
        "PT10S, 10 s",
        "PT119S, 119 s",
        "PT2M, 2 min",
        "PT2H, 2 h",
        "P2D, 2 days"
    })
    void namesTimeSpans(Duration span, String text) {
        assertEquals(text, PeopleText.span(span));
    }

    @Test
    void tellsWithinWhatMostRequestsStayed() {
        assertEquals("–", PeopleText.latency(totals(), 0.5));
        assertEquals("≤ 100 µs", PeopleText.latency(totals(99, 0, 0, 1), 0.99));
        assertEquals("≤ 1 ms", PeopleText.latency(totals(98, 0, 0, 2), 0.99));
        assertEquals("> 10 s", PeopleText.latency(totals(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7), 0.5));
    }
}
