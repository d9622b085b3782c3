package io.mpmoperator.e2e.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.footprint.Calibration;
import io.mpmoperator.footprint.Flavor;
import io.mpmoperator.footprint.Sizing;
import io.mpmoperator.footprint.SizingPlan;
import io.mpmoperator.footprint.SizingRequest.OfBudget;
import io.mpmoperator.mpm.MpmDirectives;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GridBudgetTest {

    static Stream<GridBudget> budgets() {
        return GridPlans.budgets().stream();
    }

    /** The plan that is run is the model's: it was asked for again by its numbers. */
    @ParameterizedTest
    @MethodSource("budgets")
    void runsTheSettingsThatTheModelChoseAndOneStepMore(GridBudget budget) throws Exception {
        SizingPlan plan = Sizing.plan(
                new OfBudget(
                        budget.mode(),
                        budget.bytes(),
                        MpmDirectives.of(budget.mode()),
                        budget.workload(),
                        budget.tls()),
                Calibration.shipped(Flavor.JVM));
        assertEquals(plan.memoryLimitBytes(), budget.largest().sized().memoryLimitBytes());
        assertEquals(plan.childOptions(), budget.largest().sized().childOptions());
        assertTrue(plan.memoryLimitBytes() <= budget.bytes());
        assertTrue(budget.oneLarger().sized().memoryLimitBytes() > budget.bytes());
        assertTrue(budget.oneLarger().workers() > budget.largest().workers());
    }
}
