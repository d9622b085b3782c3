package io.mpmoperator.e2e.grid;

import io.mpmoperator.e2e.benchmark.report.Statistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a limit must be to be called true: enough for every request to be answered, never too small, and not much too large. */
final class Targets {

    static final double LEAST_USED = 0.70;
    static final double MOST_USED = 1.00;
    static final double LEAST_MEDIAN = 0.80;
    static final double MOST_ERROR = 0.10;

    private Targets() {}

    /** How a result misses them, in sentences; none where it does not. */
    static List<String> missedBy(GridResult result) {
        List<String> missed = new ArrayList<>();
        if (!result.survived()) {
            missed.add("%s: %d OOM kills and %d OutOfMemoryErrors"
                    .formatted(result.plan(), result.oomKills(), result.outOfMemoryErrors()));
        }
        if (result.failedRequests() > 0) {
            missed.add("%s: %d of %d requests failed"
                    .formatted(result.plan(), result.failedRequests(), result.failedRequests() + result.requests()));
        }
        long toAskAgain = (long) GridRun.RESTARTS * result.plan().clients();
        if (result.askedAgain() > toAskAgain) {
            missed.add("%s: %d requests were asked again, at most one of each client and restart is accepted, %d"
                    .formatted(result.plan(), result.askedAgain(), toAskAgain));
        }
        result.strangers()
                .filter(beside -> beside.failed() > 0 || beside.answered() == 0)
                .ifPresent(beside -> missed.add("%s: beside strangers %d honest requests failed and %d were answered"
                        .formatted(result.plan(), beside.failed(), beside.answered())));
        if (!fits(result)) {
            missed.add(String.format(
                    Locale.ROOT,
                    "%s: the peak is %.2f of the limit, at most %.2f is accepted, and %.2f without what slow clients may"
                            + " hold, at least %.2f is accepted",
                    result.plan(),
                    result.peakOfLimit(),
                    MOST_USED,
                    result.peakOfRest(),
                    LEAST_USED));
        }
        for (GridResult.Group group : result.processes()) {
            if (Math.abs(group.error()) > MOST_ERROR) {
                missed.add(String.format(
                        Locale.ROOT,
                        "%s: a %s was predicted %+.0f %% off, %.0f %% are accepted",
                        result.plan(),
                        group.name(),
                        100 * group.error(),
                        100 * MOST_ERROR));
            }
        }
        return missed;
    }

    /** Whether the limit was enough, and what honest clients need of it was used. */
    static boolean fits(GridResult result) {
        return result.peakOfLimit() <= MOST_USED && result.peakOfRest() >= LEAST_USED;
    }

    /** How a budget misses them: its settings are to fit, and larger ones are to need more. */
    static List<String> missedBy(BudgetResult result) {
        List<String> missed = new ArrayList<>(missedBy(result.largest()).stream()
                .map(sentence -> result.budget() + ": " + sentence)
                .toList());
        if (result.largerNeeds() <= result.budget().bytes()) {
            missed.add("%s: %s would fit as well".formatted(result.budget(), result.largerPlan()));
        }
        return missed;
    }

    /** The middle of how much was used of what honest clients need; 0 where there are none. */
    static double medianPeakOfRest(List<GridResult> results) {
        return results.isEmpty()
                ? 0
                : Statistics.median(results.stream().map(GridResult::peakOfRest).toList());
    }
}
