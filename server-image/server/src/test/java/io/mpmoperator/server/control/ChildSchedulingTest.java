package io.mpmoperator.server.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mpmoperator.conf.ListenAddress;
import io.mpmoperator.server.scoreboard.Scoreboard;
import io.mpmoperator.server.scoreboard.Scoreboards;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ChildSchedulingTest {

    private static final int FIRST = 101;
    private static final int SECOND = 102;

    private final Scoreboard scoreboard = Scoreboards.empty(3, 2);
    private final List<Child> children = new ArrayList<>();
    private final List<String> orders = new ArrayList<>();
    private long now = System.nanoTime();
    private final ChildScheduling scheduling =
            new ChildScheduling(scoreboard, 1, now, (pid, policy) -> orders.add(pid + " " + policy));

    private void start(int slot, int pid) {
        children.add(new Child(slot, pid, 0, List.of(new ListenAddress("", 80)), 0, now));
    }

    private void become(int slot) {
        scoreboard.process(slot).markReady();
    }

    /** The orders given after a second in which a worker of the first child answered so many requests. */
    private List<String> afterASecondOf(double requests) {
        for (int i = 0; i < requests; i++) {
            scoreboard.process(0).worker(1).count(1, 1, 0);
        }
        return afterASecond();
    }

    private List<String> afterASecond() {
        orders.clear();
        now += TimeUnit.SECONDS.toNanos(1);
        scheduling.adjust(children, now);
        return orders;
    }

    @Test
    void schedulesAChildAsUsualWhenItIsReadyAndOnlyThen() {
        start(0, FIRST);
        assertEquals(List.of(), afterASecond());
        become(0);
        assertEquals(List.of(FIRST + " USUAL"), afterASecond());
        assertEquals(List.of(), afterASecond());
    }

    @Test
    void schedulesAllAsABatchUnderPressureAndAsUsualAfterIt() {
        start(0, FIRST);
        start(1, SECOND);
        become(0);
        become(1);
        afterASecond();

        assertEquals(List.of(FIRST + " BATCH", SECOND + " BATCH"), afterASecondOf(SchedulingPolicy.HIGH));
        assertEquals(List.of(), afterASecondOf(SchedulingPolicy.HIGH));
        assertEquals(List.of(FIRST + " USUAL", SECOND + " USUAL"), afterASecond());
    }

    @Test
    void countsConnectionsAndWhatTheListenerAnswers() {
        start(0, FIRST);
        become(0);
        afterASecond();

        scoreboard.process(2).countAccepted((int) SchedulingPolicy.HIGH - 1);
        scoreboard.process(2).listener().count(1, 1, 0);
        assertEquals(List.of(FIRST + " BATCH"), afterASecond());
    }

    @Test
    void leavesAChildThatBecomesReadyUnderPressureAsItWasStarted() {
        start(0, FIRST);
        become(0);

        assertEquals(List.of(), afterASecondOf(SchedulingPolicy.HIGH));
    }

    @Test
    void takesAProcessIdThatComesAgainForANewChild() {
        start(0, FIRST);
        become(0);
        afterASecond();
        children.clear();
        afterASecond();
        start(0, FIRST);

        assertEquals(List.of(FIRST + " USUAL"), afterASecond());
    }
}
