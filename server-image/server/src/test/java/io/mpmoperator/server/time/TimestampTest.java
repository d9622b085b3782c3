package io.mpmoperator.server.time;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimestampTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private static Timestamp later(Timestamp moment, Duration passed, Duration set) {
        return new Timestamp(moment.wall().plus(passed).plus(set), moment.nanos() + passed.toNanos());
    }

    @Test
    void isWhenItWasWhileNobodySetsTheClock() {
        Timestamp start = new Timestamp(NOON, -7);
        assertEquals(NOON, start.seenFrom(later(start, Duration.ofDays(3), Duration.ofMillis(400))));
        assertEquals(NOON, start.seenFrom(later(start, Duration.ofDays(3), Duration.ofMillis(-400))));
    }

    @Test
    void movesWithAClockThatIsSetBackSoThatAsMuchHasPassedAsHas() {
        Timestamp start = new Timestamp(NOON, 12);
        Timestamp now = later(start, Duration.ofSeconds(30), Duration.ofSeconds(-90));
        assertEquals(Duration.ofSeconds(30), Duration.between(start.seenFrom(now), now.wall()));
    }

    @Test
    void findsTheTimeOfDayOfWhatAnotherProcessHasMeasured() {
        Timestamp now = new Timestamp(NOON, 5_000_000_000L);
        assertEquals(NOON.minusMillis(1500).toEpochMilli(), now.wallMillis(3500));
    }
}
