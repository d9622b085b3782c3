package io.mpmoperator.e2e.benchmark.load;

import io.mpmoperator.e2e.benchmark.process.StolenTime;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A time in windows of equal length, and how much of each the host of a virtual machine kept its processors for others. Ten
 * milliseconds of that make twenty of two thousand requests wait, which is the one in a hundred, whoever answers.
 */
final class StolenWindows {

    private final long[] stolenMillis;
    private final long before = now();
    private long looked = before;
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

    /** Of all windows together. */
    Duration stolen() {
        return Duration.ofMillis(looked - before);
    }

    boolean[] quieterHalf() {
        return quieterHalf(stolenMillis);
    }

    /**
     * Those, at least half of them, in which and beside which the least was stolen. Beside, for the kernel accounts for it a
     * little later, and who had to wait is answered in the next.
     */
    static boolean[] quieterHalf(long[] stolenMillis) {
        long[] around = IntStream.range(0, stolenMillis.length)
                .mapToLong(window -> Arrays.stream(
                                stolenMillis, Math.max(0, window - 1), Math.min(window + 2, stolenMillis.length))
                        .sum())
                .toArray();
        long[] sorted = around.clone();
        Arrays.sort(sorted);
        long most = sorted[(sorted.length - 1) / 2];
        boolean[] quiet = new boolean[around.length];
        for (int window = 0; window < quiet.length; window++) {
            quiet[window] = around[window] <= most;
        }
        return quiet;
    }

    private static long now() throws IOException {
        return StolenTime.soFar().toMillis();
    }
}
