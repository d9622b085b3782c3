package io.mpmoperator.e2e.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mpmoperator.conf.Workload;
import io.mpmoperator.e2e.grid.GridResult.Group;
import io.mpmoperator.mpm.Mode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TargetsTest {

    private static final Group CONTROL = new Group("control process", 1, 105, 100, 100);
    private static final Group CHILD = new Group("child", 2, 95, 100, 110);

    private static GridResult result(long peak, long oomKills, long errors, Group child) {
        return new GridResult(
                GridPlan.prefork(2),
                1000,
                0,
                peak,
                0,
                oomKills,
                errors,
                0,
                500,
                0,
                0,
                Optional.empty(),
                List.of(CONTROL, child));
    }

    @Test
    void acceptsAPeakJustBelowTheLimit() {
        assertEquals(List.of(), Targets.missedBy(result(950, 0, 0, CHILD)));
    }

    @Test
    void namesALimitThatIsTooSmallOrTooLarge() {
        assertEquals(
                List.of(
                        "prefork 2: the peak is 1.01 of the limit, at most 1.00 is accepted, and 1.01 without what slow clients may"
                                + " hold, at least 0.70 is accepted"),
                Targets.missedBy(result(1010, 0, 0, CHILD)));
        assertEquals(
                List.of(
                        "prefork 2: the peak is 0.60 of the limit, at most 1.00 is accepted, and 0.60 without what slow clients may"
                                + " hold, at least 0.70 is accepted"),
                Targets.missedBy(result(600, 0, 0, CHILD)));
    }

    @Test
    void namesProcessesThatWereLost() {
        assertEquals(
                List.of("prefork 2: 1 OOM kills and 2 OutOfMemoryErrors"), Targets.missedBy(result(1000, 1, 2, CHILD)));
    }

    @Test
    void namesRequestsThatFailed() {
        var result = new GridResult(
                GridPlan.prefork(2), 1000, 0, 950, 0, 0, 0, 0, 500, 1, 0, Optional.empty(), List.of(CONTROL, CHILD));
        assertEquals(List.of("prefork 2: 1 of 501 requests failed"), Targets.missedBy(result));
    }

    @Test
    void letsARequestBeAskedAgainByEachClientAtEachRestart() {
        assertEquals(List.of(), Targets.missedBy(askedAgain(4)));
        assertEquals(
                List.of(
                        "prefork 2: 5 requests were asked again, at most one of each client and restart is accepted, 4"),
                Targets.missedBy(askedAgain(5)));
    }

    private static GridResult askedAgain(long times) {
        return new GridResult(
                GridPlan.prefork(2),
                1000,
                0,
                950,
                0,
                0,
                0,
                0,
                500,
                0,
                times,
                Optional.empty(),
                List.of(CONTROL, CHILD));
    }

    @Test
    void doesNotAskThatHonestClientsUseWhatSlowOnesMayHold() {
        var result = new GridResult(
                GridPlan.prefork(2), 2000, 1000, 900, 0, 0, 0, 0, 500, 0, 0, Optional.empty(), List.of(CONTROL, CHILD));
        assertEquals(List.of(), Targets.missedBy(result));
    }

    @Test
    void namesAProcessThatThePredictionMisses() {
        assertEquals(
                List.of("prefork 2: a child was predicted +20 % off, 10 % are accepted"),
                Targets.missedBy(result(900, 0, 0, new Group("child", 2, 120, 100, 100))));
    }

    @Test
    void namesABudgetThatHadRoomForMore() {
        var budget = new GridBudget(Mode.PREFORK, 1, Workload.none(), false);
        GridResult fits = result(900, 0, 0, CHILD);
        assertEquals(
                List.of(),
                Targets.missedBy(
                        new BudgetResult(budget, fits, 1000, Optional.of(fits), GridPlan.prefork(3), (1 << 20) + 1)));
        assertEquals(
                List.of("budget 1 MiB, prefork: prefork 3 would fit as well"),
                Targets.missedBy(
                        new BudgetResult(budget, fits, 1000, Optional.of(fits), GridPlan.prefork(3), 1 << 20)));
    }

    @Test
    void takesTheMiddleOfTheRatios() {
        GridResult low = result(700, 0, 0, CHILD);
        GridResult high = result(900, 0, 0, CHILD);
        assertEquals(0.8, Targets.medianPeakOfRest(List.of(high, low)), 1e-9);
        assertEquals(0.9, Targets.medianPeakOfRest(List.of(high, low, high)), 1e-9);
    }
}
