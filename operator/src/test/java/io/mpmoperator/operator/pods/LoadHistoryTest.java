package io.mpmoperator.operator.pods;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.operator.pods.Load.Ended;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoadHistoryTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void takesAPodForSaturatedThatWasSoTwiceInARow() {
        LoadHistory once = read(LoadHistory.NONE, 0, load("a", true, 0), load("b", false, 0));
        LoadHistory twice = read(once, 15, load("a", true, 0), load("b", true, 0));

        assertEquals(List.of(), once.health().saturated());
        assertTrue(once.isBusy());
        assertEquals(List.of("a"), twice.health().saturated());
        assertFalse(read(twice, 30, load("a", false, 0)).isBusy());
    }

    @Test
    void addsUpWhatAPodLostBetweenReadings() {
        LoadHistory history = read(LoadHistory.NONE, 0, load("a", false, 7), load("b", false, 1));
        history = read(history, 15, load("a", false, 8), load("b", false, 1));
        history = read(history, 30, load("a", false, 10), load("b", false, 1));

        assertEquals(Map.of("a", new Ended(3, 0)), history.health().lost());
    }

    @Test
    void knowsNothingOfWhatAPodLostBeforeItWasRead() {
        LoadHistory history = read(LoadHistory.NONE, 0, load("a", false, 7));
        history = read(history, 15, load("a", false, 7), load("new", false, 2));

        assertEquals(Map.of(), history.health().lost());
    }

    @Test
    void takesACounterThatBeginsAnewForNoLoss() {
        LoadHistory history = read(LoadHistory.NONE, 0, load("a", false, 7));

        assertEquals(Map.of(), read(history, 15, load("a", false, 0)).health().lost());
    }

    @Test
    void tellsChildrenThatFailedFromThoseThatASignalEnded() {
        LoadHistory history = read(LoadHistory.NONE, 0, ended(1, 4));
        history = read(history, 15, ended(1, 6));
        history = read(history, 30, ended(2, 0));

        assertEquals(Map.of("a", new Ended(1, 2)), history.health().lost());
    }

    private static Load ended(long killed, long failed) {
        return new Load("a", false, new Ended(killed, failed), InForce.UNKNOWN);
    }

    @Test
    void forgetsALossAfterAWhile() {
        LoadHistory history = read(LoadHistory.NONE, 0, load("a", false, 0));
        history = read(history, 15, load("a", false, 1));
        Duration later = Duration.ofSeconds(15).plus(LoadHistory.REMEMBERED);

        assertEquals(
                Map.of("a", new Ended(1, 0)),
                read(history, later.toSeconds() - 1, load("a", false, 1))
                        .health()
                        .lost());
        assertEquals(
                Map.of(),
                read(history, later.toSeconds(), load("a", false, 1)).health().lost());
    }

    private static LoadHistory read(LoadHistory history, long second, Load... loads) {
        return history.followedBy(START.plusSeconds(second), List.of(loads));
    }

    private static Load load(String pod, boolean saturated, long killed) {
        return new Load(pod, saturated, new Ended(killed, 0), InForce.UNKNOWN);
    }
}
