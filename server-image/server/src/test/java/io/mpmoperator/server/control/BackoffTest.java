package io.mpmoperator.server.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private final Backoff backoff = new Backoff();

    @Test
    void triesThreeTimesWithoutAPause() {
        for (int failure = 0; failure < 3; failure++) {
            assertEquals(0, backoff.failed(0));
            assertTrue(backoff.mayStart(0));
        }
    }

    @Test
    void doublesThePauseUpToThirtySeconds() {
        for (int failure = 0; failure < 3; failure++) {
            backoff.failed(0);
        }
        long pause = 100;
        for (int failure = 0; failure < 20; failure++) {
            assertEquals(Duration.ofMillis(pause).toNanos(), backoff.failed(0));
            pause = Math.min(30_000, pause * 2);
        }
        assertFalse(backoff.mayStart(Duration.ofSeconds(29).toNanos()));
        assertTrue(backoff.mayStart(Duration.ofSeconds(30).toNanos()));
    }

    @Test
    void forgetsItsFailuresWhenAChildBecomesReady() {
        for (int failure = 0; failure < 6; failure++) {
            backoff.failed(0);
        }
        backoff.succeeded();

        assertTrue(backoff.mayStart(0));
        assertFalse(backoff.isFailing());
        assertEquals(0, backoff.failed(0));
        assertTrue(backoff.isFailing());
    }
}
