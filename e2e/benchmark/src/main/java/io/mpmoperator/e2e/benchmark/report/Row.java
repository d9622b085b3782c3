package io.mpmoperator.e2e.benchmark.report;

import java.util.OptionalDouble;

/**
 * A goal and what was reached.
 *
 * @param ours median of the rounds
 * @param theirs median of the rounds
 * @param ratio median of the rounds' ratios, ours to theirs
 */
public record Row(Goal goal, double ours, OptionalDouble theirs, OptionalDouble ratio, Verdict verdict) {}
