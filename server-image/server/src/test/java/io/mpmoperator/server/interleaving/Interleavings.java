package io.mpmoperator.server.interleaving;

import org.jetbrains.lincheck.Lincheck;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.verifier.EpsilonVerifier;

/**
 * A hand-over between threads under Lincheck's model checker: threads take turns in every order that a few switches allow.
 * The scenario says by {@code @Validate} methods and by what it throws what must not come out; a thread that waits without an end is
 * found too.
 */
public final class Interleavings {

    /** How many times as many orders as in every build: {@code -Pstress} says more. */
    private static final int TIMES = Integer.getInteger("interleavings.times", 1);

    private static final int SCENARIOS = 8;
    private static final int ORDERS = 200;

    private Interleavings() {}

    /** Lets two threads carry out operations of a scenario, three each, in many orders. */
    public static void check(Class<?> scenario) {
        check(scenario, 2, 3, SCENARIOS, ORDERS);
    }

    /** Lets each of so many threads carry out one operation, in many orders. */
    public static void checkOneEach(Class<?> scenario, int threads) {
        check(scenario, threads, 1, 1, SCENARIOS * ORDERS);
    }

    /** Lets a test run in many orders that makes what it needs, starts threads and joins those whose work it judges. */
    public static void checkOrders(Runnable test) {
        Lincheck.runConcurrentTest(ORDERS / 2 * TIMES, test);
    }

    private static void check(Class<?> scenario, int threads, int operations, int scenarios, int orders) {
        new ModelCheckingOptions()
                .iterations(scenarios)
                .invocationsPerIteration(orders * TIMES)
                .threads(threads)
                .actorsPerThread(operations)
                .actorsBefore(0)
                .actorsAfter(0)
                .minimizeFailedScenario(false)
                .verifier(EpsilonVerifier.class)
                .check(scenario);
    }
}
