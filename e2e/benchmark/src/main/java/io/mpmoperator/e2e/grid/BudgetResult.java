package io.mpmoperator.e2e.grid;

import java.util.Optional;

/**
 * What a budget has shown: its settings, and settings that are one step larger, run with the budget as the limit.
 *
 * @param largest the settings that the model chose
 * @param largestNeeds their limit by the model, in bytes
 * @param larger one step larger; empty where that did not come up
 * @param largerPlan the same, as it was asked for
 * @param largerNeeds its limit by the model, in bytes
 */
record BudgetResult(
        GridBudget budget,
        GridResult largest,
        long largestNeeds,
        Optional<GridResult> larger,
        GridPlan largerPlan,
        long largerNeeds) {}
