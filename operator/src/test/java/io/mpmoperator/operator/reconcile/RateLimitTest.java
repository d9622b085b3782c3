package io.mpmoperator.operator.reconcile;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class RateLimitTest {

    private final MovingClock clock = new MovingClock();
    private final RateLimit limit = new RateLimit(2, Duration.ofMinutes(1), clock);

    @Test
    void allowsAFewAtOnceAndThenOneAtATime() {
        assertTrue(limit.allows("shop"));
        assertTrue(limit.allows("shop"));
        assertFalse(limit.allows("shop"));
        clock.now = clock.now.plusSeconds(61);
        assertTrue(limit.allows("shop"));
        assertFalse(limit.allows("shop"));
    }

    @Test
    void countsEachKeyByItself() {
        limit.allows("shop");
        limit.allows("shop");

        assertTrue(limit.allows("blog"));
    }

    private static final class MovingClock extends Clock {

        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
