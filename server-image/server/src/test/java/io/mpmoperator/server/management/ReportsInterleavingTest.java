package io.mpmoperator.server.management;

import io.mpmoperator.server.interleaving.Interleavings;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that want a report while there is room for one: each gets the place, and no client waits for one that is free. */
class ReportsInterleavingTest {

    private static final Duration TENURE = Duration.ofMinutes(1);

    /** All are quick enough. */
    public static final class InTime {

        /** It would never wake by itself. */
        private final Reports reports = new Reports(1, TENURE, () -> 0) {
            @Override
            @SuppressWarnings("WaitNotInLoop") // the loop is its caller's
            void sleep(long nanos) throws InterruptedException {
                wait();
            }
        };

        private final AtomicInteger having = new AtomicInteger();

        /** One client's report. */
        @Operation(runOnce = true)
        public void report() throws InterruptedException {
            Reports.Place place = reports.take(() -> {
                throw new AssertionError("was broken off in time");
            });
            if (having.incrementAndGet() != 1) {
                throw new AssertionError("two have the one place");
            }
            having.decrementAndGet();
            reports.giveBack(place);
        }

        /** Another one's. */
        @Operation(runOnce = true)
        public void another() throws InterruptedException {
            report();
        }
    }

    /** Each takes longer than its time. */
    public static final class Late {

        private final AtomicLong now = new AtomicLong();
        private final Reports reports = new Reports(1, TENURE, now::get);
        private final AtomicInteger brokenOff = new AtomicInteger();

        /** One client's report. */
        @Operation(runOnce = true)
        public void report() throws InterruptedException {
            AtomicInteger mine = new AtomicInteger();
            Reports.Place place = reports.take(() -> {
                if (mine.incrementAndGet() > 1 || brokenOff.incrementAndGet() > 1) {
                    throw new AssertionError("was broken off twice");
                }
            });
            now.addAndGet(TENURE.toNanos());
            reports.giveBack(place);
        }

        /** Another one's. */
        @Operation(runOnce = true)
        public void another() throws InterruptedException {
            report();
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {InTime.class, Late.class})
    void everyClientGetsAPlaceAndNeverMoreThanThereAre(Class<?> clients) {
        Interleavings.checkOneEach(clients, 2);
    }
}
