package io.mpmoperator.operator.pods;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.operator.pods.PodMetrics.Ended;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PodMetricsHistoryTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void takesAPodForSaturatedThatWasSoTwiceInARow() {
        PodMetricsHistory once = read(PodMetricsHistory.NONE, 0, reading("a", true, 0), reading("b", false, 0));
        PodMetricsHistory twice = read(once, 15, reading("a", true, 0), reading("b", true, 0));

        assertEquals(List.of(), once.health().saturated());
        assertTrue(once.isBusy());
        assertEquals(List.of("a"), twice.health().saturated());
        assertFalse(read(twice, 30, reading("a", false, 0)).isBusy());
    }

    @Test
    void addsUpWhatAPodLostBetweenReadings() {
        PodMetricsHistory history = read(PodMetricsHistory.NONE, 0, reading("a", false, 7), reading("b", false, 1));
        history = read(history, 15, reading("a", false, 8), reading("b", false, 1));
        history = read(history, 30, reading("a", false, 10), reading("b", false, 1));

        assertEquals(Map.of("a", new Ended(3, 0)), history.health().lost());
    }

    @Test
    void knowsNothingOfWhatAPodLostBeforeItWasRead() {
        PodMetricsHistory history = read(PodMetricsHistory.NONE, 0, reading("a", false, 7));
        history = read(history, 15, reading("a", false, 7), reading("new", false, 2));

        assertEquals(Map.of(), history.health().lost());
    }

    @Test
    void takesACounterThatBeginsAnewForNoLoss() {
        PodMetricsHistory history = read(PodMetricsHistory.NONE, 0, reading("a", false, 7));

        assertEquals(
                Map.of(), read(history, 15, reading("a", false, 0)).health().lost());
    }

    @Test
    void tellsChildrenThatFailedFromThoseThatASignalEnded() {
        PodMetricsHistory history = read(PodMetricsHistory.NONE, 0, ended(1, 4));
        history = read(history, 15, ended(1, 6));
        history = read(history, 30, ended(2, 0));

        assertEquals(Map.of("a", new Ended(1, 2)), history.health().lost());
    }

    private static PodMetrics ended(long killed, long failed) {
        return new PodMetrics("a", false, new Ended(killed, failed), RunningConfiguration.UNKNOWN);
    }

    @Test
    void forgetsALossAfterAWhile() {
        PodMetricsHistory history = read(PodMetricsHistory.NONE, 0, reading("a", false, 0));
        history = read(history, 15, reading("a", false, 1));
        Duration later = Duration.ofSeconds(15).plus(PodMetricsHistory.REMEMBERED);

        assertEquals(
                Map.of("a", new Ended(1, 0)),
                read(history, later.toSeconds() - 1, reading("a", false, 1))
                        .health()
                        .lost());
        assertEquals(
                Map.of(),
                read(history, later.toSeconds(), reading("a", false, 1))
                        .health()
                        .lost());
    }

    private static PodMetricsHistory read(PodMetricsHistory history, long second, PodMetrics... readings) {
        return history.followedBy(START.plusSeconds(second), List.of(readings));
    }

    private static PodMetrics reading(String pod, boolean saturated, long killed) {
        return new PodMetrics(pod, saturated, new Ended(killed, 0), RunningConfiguration.UNKNOWN);
    }
}
