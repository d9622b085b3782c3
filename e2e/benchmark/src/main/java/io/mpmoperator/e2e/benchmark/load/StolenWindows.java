package io.mpmoperator.e2e.benchmark.load;

import io.mpmoperator.e2e.benchmark.process.StolenTime;
import java.io.IOException;
import java.util.Arrays;

/** How much of each window of a load the host of a virtual machine kept its processors for others. */
final class StolenWindows {

    private final long[] stolenMillis;
    private long looked = now();
    private int window;

    StolenWindows(int windows) throws IOException {
        this.stolenMillis = new long[windows];
    }

    /** The window that time has come to, {@code windows} at the end. One that was slept through gets all that was stolen then. */
    void reach(int reached) throws IOException {
        if (reached == window) {
            return;
        }
        long now = now();
        Arrays.fill(stolenMillis, window, reached, now - looked);
        looked = now;
        window = reached;
    }

    /** Window by window. */
    long[] stolenMillis() {
        return stolenMillis.clone();
    }

    private static long now() throws IOException {
        return StolenTime.soFar().toMillis();
    }
}
