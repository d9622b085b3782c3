package io.mpmoperator.server.interleaving;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.verifier.EpsilonVerifier;

/**
 * A hand-over between threads under Lincheck's model checker: threads take turns in every order that a few switches allow.
 * The scenario says by {@code @Validate} methods and by what it throws what must not come out; a thread that waits for ever is
 * found too.
 */
public final class Interleavings {

    private static final int SCENARIOS = 20;
    private static final int ORDERS = 300;

    private Interleavings() {}

    /** Lets two threads carry out operations of a scenario, three each, in many orders. */
    public static void check(Class<?> scenario) {
        check(scenario, 2, 3);
    }

    /** The same with so many threads and operations of each. */
    public static void check(Class<?> scenario, int threads, int operations) {
        new ModelCheckingOptions()
                .iterations(SCENARIOS)
                .invocationsPerIteration(ORDERS)
                .threads(threads)
                .actorsPerThread(operations)
                .actorsBefore(0)
                .actorsAfter(0)
                .minimizeFailedScenario(false)
                .verifier(EpsilonVerifier.class)
                .check(scenario);
    }
}
