package io.mpmoperator.e2e.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AwaitTest {

    @Test
    void aCountMayTakeLongerThanThePatienceWhileItGrows() {
        AtomicLong count = new AtomicLong();
        Await.untilReached("all are there", Duration.ofNanos(1), 1000, count::incrementAndGet);
        assertEquals(1000, count.get());
    }

    @Test
    void aCountThatDoesNotGrowIsNamed() {
        IllegalStateException failure = assertThrows(
                IllegalStateException.class,
                () -> Await.untilReached("all are there", Duration.ofMillis(1), 5, () -> 3));
        assertEquals("not within 1 ms: all are there, after 3 of 5", failure.getMessage());
    }
}
