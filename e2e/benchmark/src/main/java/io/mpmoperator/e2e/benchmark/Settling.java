package io.mpmoperator.e2e.benchmark;

/** Tells when a server that is being warmed up is as quick as it will be. */
final class Settling {

    /** By how much a rate must exceed the best so far to count as a gain; less is noise. */
    private static final double GAIN = 1.05;

    private static final int STEPS_WITHOUT_GAIN = 3;

    private double best;
    private int withoutGain;

    /** The rate of one more step, in any unit. */
    void add(double rate) {
        withoutGain = rate > best * GAIN ? 0 : withoutGain + 1;
        best = Math.max(best, rate);
    }

    /** Whether the last three steps have brought no gain. */
    boolean settled() {
        return withoutGain >= STEPS_WITHOUT_GAIN;
    }
}
