package io.mpmoperator.e2e.benchmark.report;

import java.util.OptionalDouble;

/**
 * A goal and what was reached.
 *
 * @param ours median of the rounds; empty where all that was asked failed
 * @param theirs median of the rounds
 * @param ratio median of the rounds' ratios, ours to theirs
 * @param failures of our requests, in all rounds
 * @param theirFailures of theirs
 */
public record Row(
        Goal goal,
        OptionalDouble ours,
        OptionalDouble theirs,
        OptionalDouble ratio,
        long failures,
        long theirFailures,
        Verdict verdict) {}
