package io.mpmoperator.operator.resize;

import java.time.Duration;

/**
 * How many servers restart at once: a quarter, as many as a roll would replace at once. A restart costs processor time,
 * which requests need as well.
 */
final class Batch {

    private static final int QUARTERS = 4;
    private static final Duration START = Duration.ofSeconds(30);

    private Batch() {}

    static int size(int pods) {
        return Math.ceilDiv(pods, QUARTERS);
    }

    /** How long all of them may take together, where each may take as long to end its requests. */
    static Duration patience(Duration drain) {
        return START.plus(drain).multipliedBy(QUARTERS);
    }
}
