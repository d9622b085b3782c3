package io.mpmoperator.server.management;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReportsTest {

    private static final Duration TENURE = Duration.ofHours(1);

    private final AtomicLong now = new AtomicLong();
    private final List<String> brokenOff = new ArrayList<>();
    private final Reports reports = new Reports(2, TENURE, now::get);

    private Reports.Place take(String name) throws InterruptedException {
        return reports.take(() -> brokenOff.add(name));
    }

    @Test
    void whoComesLateGetsThePlaceOfTheOneThatTakesTooLong() throws Exception {
        Reports.Place first = take("first");
        now.addAndGet(TENURE.toNanos());
        take("second");

        take("third");

        assertEquals(List.of("first"), brokenOff);
        reports.giveBack(first);
        now.addAndGet(TENURE.toNanos());
        take("fourth");
        assertEquals(List.of("first", "second"), brokenOff);
    }

    @Test
    void whoReadsInTimeIsWaitedFor() throws Exception {
        Reports.Place first = take("first");
        take("second");
        FutureTask<Reports.Place> third = new FutureTask<>(() -> take("third"));
        Thread thread = Thread.ofPlatform().daemon().start(third);
        while (thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.sleep(1);
        }
        assertFalse(third.isDone());

        reports.giveBack(first);

        third.get(30, TimeUnit.SECONDS);
        assertEquals(List.of(), brokenOff);
    }
}
