package io.mpmoperator.server.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.server.control.Rollover.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RolloverTest {

    private static ChildView old(int slot) {
        return new ChildView(slot, false, false, true, 1, 0);
    }

    private static ChildView fresh(int slot, boolean ready) {
        return new ChildView(slot, true, false, ready, 1, 0);
    }

    private static PoolLimits limits(int processes, int serverLimit) {
        return new PoolLimits(1, 2, processes, serverLimit, 1);
    }

    @Test
    void startsReplacementsBesideTheOldAsFarAsThereIsRoom() {
        Step step = Rollover.decide(List.of(old(0), old(1)), limits(2, 3), 2);

        assertEquals(new Step(1, List.of(), false), step);
    }

    @Test
    void drainsAnOldChildForEachNewOneThatIsReady() {
        Step waiting = Rollover.decide(List.of(old(0), old(1), fresh(2, false)), limits(2, 3), 2);
        assertEquals(List.of(), waiting.quiesce());

        Step ready = Rollover.decide(List.of(old(0), old(1), fresh(2, true)), limits(2, 3), 2);
        assertEquals(List.of(0), ready.quiesce());
        assertFalse(ready.done());
    }

    @Test
    void makesRoomByDrainingOneWhereThereIsNone() {
        assertEquals(
                List.of(0),
                Rollover.decide(List.of(old(0), old(1)), limits(2, 2), 2).quiesce());
    }

    @Test
    void waitsForADrainingChildInsteadOfDrainingAnother() {
        ChildView draining = new ChildView(0, false, true, true, 0, 1);

        assertEquals(
                List.of(),
                Rollover.decide(List.of(draining, old(1)), limits(2, 2), 2).quiesce());
    }

    @Test
    void isDoneWhenEveryOldChildDrains() {
        Step last = Rollover.decide(List.of(old(1), fresh(0, true), fresh(2, true)), limits(2, 3), 2);

        assertEquals(List.of(1), last.quiesce());
        assertTrue(last.done());
    }

    @Test
    void alwaysEndsAndNeverLeavesAServerWithRoomToSpareWithoutAChildThatAccepts() {
        Random random = new Random(7);
        for (int run = 0; run < 200; run++) {
            int processes = 1 + random.nextInt(6);
            int serverLimit = processes + 1 + random.nextInt(3);
            rollOver(random, processes, limits(processes, serverLimit));
        }
    }

    private static void rollOver(Random random, int processes, PoolLimits limits) {
        List<ChildView> children = new ArrayList<>();
        for (int slot = 0; slot < processes; slot++) {
            children.add(old(slot));
        }
        boolean done = false;
        for (int round = 0; round < 200 && !done; round++) {
            Step step = Rollover.decide(children, limits, processes);
            children.replaceAll(child -> step.quiesce().contains(child.slot())
                    ? new ChildView(child.slot(), child.current(), true, true, 0, 1)
                    : child);
            for (int i = 0; i < step.start(); i++) {
                children.add(fresh(100 + round * 10 + i, false));
            }
            assertTrue(children.size() <= limits.serverLimit());
            assertTrue(
                    children.stream().anyMatch(child -> child.ready() && !child.quiescing()),
                    "somebody accepts: " + children);
            children.removeIf(child -> child.quiescing() && random.nextBoolean());
            children.replaceAll(child -> child.current() && random.nextBoolean() ? fresh(child.slot(), true) : child);
            done = step.done() && children.stream().allMatch(ChildView::current);
        }
        assertTrue(done);
    }
}
