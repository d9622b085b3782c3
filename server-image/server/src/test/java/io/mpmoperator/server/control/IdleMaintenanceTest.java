package io.mpmoperator.server.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.server.control.IdleMaintenance.Decision;
import io.mpmoperator.server.control.IdleMaintenance.Pace;
import io.mpmoperator.server.control.IdleMaintenance.Shortage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IdleMaintenanceTest {

    private static final PoolLimits PREFORK = new PoolLimits(5, 10, 100, 100, 1);
    private static final PoolLimits THREADS = new PoolLimits(75, 250, 16, 16, 25);

    private static ChildView child(int slot, int idle, int busy) {
        return new ChildView(slot, true, false, true, idle, busy);
    }

    private static List<ChildView> prefork(int idle, int busy) {
        List<ChildView> children = new ArrayList<>();
        IntStream.range(0, idle).forEach(slot -> children.add(child(slot, 1, 0)));
        IntStream.range(idle, idle + busy).forEach(slot -> children.add(child(slot, 0, 1)));
        return children;
    }

    @Test
    void leavesAPoolInRangeAlone() {
        Decision decision = IdleMaintenance.decide(prefork(7, 3), PREFORK, new Pace(4, 0));

        assertEquals(new Decision(0, Optional.empty(), Shortage.NONE, false, new Pace(1, 0)), decision);
    }

    @Test
    void startsAtADoublingRateUpToThirtyTwo() {
        PoolLimits wide = new PoolLimits(200, 300, 1000, 1000, 1);
        Pace pace = Pace.atStart();
        List<Integer> started = new ArrayList<>();
        for (int second = 0; second < 8; second++) {
            Decision decision = IdleMaintenance.decide(prefork(0, 1), wide, pace);
            started.add(decision.start());
            pace = decision.pace();
        }

        assertEquals(List.of(1, 2, 4, 8, 16, 32, 32, 32), started);
    }

    @Test
    void startsNoMoreThanAreMissing() {
        assertEquals(
                2,
                IdleMaintenance.decide(prefork(3, 5), PREFORK, new Pace(32, 0)).start());
        assertEquals(
                1,
                IdleMaintenance.decide(List.of(child(0, 60, 0)), THREADS, new Pace(32, 0))
                        .start());
    }

    @Test
    void saysThatTheServerIsBusyFromRateEightOn() {
        assertFalse(
                IdleMaintenance.decide(prefork(0, 9), PREFORK, new Pace(4, 0)).busy());
        assertTrue(
                IdleMaintenance.decide(prefork(0, 9), PREFORK, new Pace(8, 0)).busy());
    }

    @Test
    void doesNotDoubleInTheFirstTenRoundsAfterAGracefulRestart() {
        Pace pace = Pace.afterGracefulRestart();
        for (int round = 0; round < 10; round++) {
            Decision decision = IdleMaintenance.decide(prefork(0, 3), PREFORK, pace);
            assertEquals(1, decision.start());
            pace = decision.pace();
        }
        assertEquals(
                2,
                IdleMaintenance.decide(
                                prefork(0, 3),
                                PREFORK,
                                IdleMaintenance.decide(prefork(0, 3), PREFORK, pace)
                                        .pace())
                        .start());
    }

    @Test
    void endsOneIdleChildWhenThereAreTooMany() {
        Decision decision = IdleMaintenance.decide(prefork(12, 2), PREFORK, new Pace(8, 0));

        assertEquals(Optional.of(11), decision.end());
        assertEquals(1, decision.pace().rate());
    }

    @Test
    void endsTheLeastBusyProcessOfThreadsAndOnlyIfEnoughStayIdle() {
        List<ChildView> children = List.of(child(0, 100, 5), child(1, 100, 0), child(2, 100, 3));
        assertEquals(
                Optional.of(1),
                IdleMaintenance.decide(children, THREADS, Pace.atStart()).end());

        List<ChildView> one = List.of(child(0, 300, 0));
        assertEquals(
                Optional.empty(),
                IdleMaintenance.decide(one, THREADS, Pace.atStart()).end());
    }

    @Test
    void tellsSaturationFromAFullScoreboard() {
        PoolLimits limits = new PoolLimits(1, 3, 2, 3, 1);
        List<ChildView> saturated = prefork(0, 2);
        assertEquals(
                Shortage.MAX_REQUEST_WORKERS,
                IdleMaintenance.decide(saturated, limits, Pace.atStart()).shortage());

        ChildView draining = new ChildView(1, true, true, true, 0, 1);
        ChildView old = new ChildView(2, false, true, true, 0, 1);
        List<ChildView> full = List.of(child(0, 0, 1), draining, old);
        assertEquals(
                Shortage.SCOREBOARD_FULL,
                IdleMaintenance.decide(full, limits, Pace.atStart()).shortage());
    }

    @Test
    void doesNotCountDrainingChildrenAsIdle() {
        List<ChildView> children = new ArrayList<>(prefork(4, 0));
        children.add(new ChildView(9, true, true, true, 1, 0));

        assertEquals(
                1, IdleMaintenance.decide(children, PREFORK, Pace.atStart()).start());
    }
}
