package io.mpmoperator.e2e.grid;

import io.mpmoperator.e2e.benchmark.report.Verdict;
import io.mpmoperator.footprint.Flavor;

/**
 * What a soak has shown.
 *
 * @param limitBytes the plan's memory limit
 * @param strangersBytes the part of the limit that clients may hold which mean no good, and of which none came
 * @param peakBytes the most that was charged, and what the pod uses of files whose pages are charged elsewhere
 * @param oomKills processes that the kernel killed
 * @param outOfMemoryErrors children whose JVM gave up
 * @param failedRequests requests that got no response or another than 200
 */
record SoakResult(
        Flavor flavor,
        GridPlan plan,
        long limitBytes,
        long strangersBytes,
        long peakBytes,
        long oomKills,
        long outOfMemoryErrors,
        long requests,
        long failedRequests) {

    static final double LEAST = 0.65;
    static final double MOST = 1.00;
    static final double AIM_LEAST = 0.80;
    static final double AIM_MOST = 0.97;

    double peakOfLimit() {
        return (double) peakBytes / limitBytes;
    }

    /** How much was used of what is not for strangers. */
    double peakOfRest() {
        return (double) peakBytes / (limitBytes - strangersBytes);
    }

    /** A limit is to hold, with every request answered, and not to be much too large. */
    Verdict verdict() {
        if (oomKills > 0 || outOfMemoryErrors > 0 || failedRequests > 0 || requests == 0) {
            return Verdict.FAILED;
        }
        if (isWithin(AIM_LEAST, AIM_MOST)) {
            return Verdict.MET_AIM;
        }
        return isWithin(LEAST, MOST) ? Verdict.MET : Verdict.SHORT;
    }

    private boolean isWithin(double least, double most) {
        return peakOfRest() >= least && peakOfRest() <= most;
    }
}
