package io.mpmoperator.footprint;

import io.mpmoperator.conf.Workload;
import io.mpmoperator.mpm.Adjustment;
import io.mpmoperator.mpm.Mode;
import io.mpmoperator.mpm.MpmDirectives;
import io.mpmoperator.mpm.MpmSettings;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the step of a {@link Ladder} that answers a question. A concurrency gets the cheapest step that carries it, so
 * that a larger concurrency, which fewer steps carry, never costs less. A budget gets the largest step that fits.
 *
 * @param base directives that are no numbers of size
 */
record LadderSearch(Ladder ladder, MpmDirectives base, Workload workload, boolean tls, Calibration calibration) {

    static LadderSearch in(Mode mode, MpmDirectives base, Workload workload, boolean tls, Calibration calibration)
            throws SizingException {
        StepSettings.requireNoSize(mode, base);
        return new LadderSearch(new Ladder(mode), base, workload, tls, calibration);
    }

    /** The cheapest settings for so many requests in progress beside the idle connections. */
    Sized forConcurrency(int concurrency) throws SizingException {
        if (concurrency < 1) {
            throw new SizingException("a concurrency of %d was asked: 1 or more is accepted".formatted(concurrency));
        }
        int first = ladder.firstCarrying(workersFor(concurrency));
        if (first == ladder.steps()) {
            throw new SizingException("to carry %s takes %d %s: %s has at most %d"
                    .formatted(
                            work(concurrency),
                            workersFor(concurrency),
                            ladder.mode() == Mode.PREFORK ? "processes" : "threads",
                            ladder.mode().directiveValue(),
                            ladder.at(first - 1).workers()));
        }
        MpmSettings settings = settings(cheapestFrom(first));
        return new Sized(settings, adjustments(concurrency, settings), concurrency);
    }

    /** The settings for the most requests in progress that fit beside the idle connections. */
    Sized forBudget(long budgetBytes) throws SizingException {
        int first = ladder.firstCarrying(workersFor(1));
        int candidate = lastWithin(budgetBytes, first);
        while (candidate >= first && limit(candidate) > budgetBytes) {
            candidate--;
        }
        if (candidate < first) {
            throw tooSmall(budgetBytes);
        }
        MpmSettings settings = settings(candidate);
        return new Sized(settings, List.of(), settings.maxRequestWorkers() - idleWorkers());
    }

    private SizingException tooSmall(long budgetBytes) throws SizingException {
        MpmSettings smallest = forConcurrency(1).settings();
        long needed = Footprint.peak(smallest, workload, tls, calibration).totalBytes();
        return new SizingException("a memory budget of %s is too small for %s: its smallest plan, %s, needs %s, %s more"
                .formatted(
                        Mebibytes.format(budgetBytes),
                        ladder.mode().directiveValue(),
                        work(1),
                        Mebibytes.format(needed),
                        Mebibytes.format(needed - budgetBytes)));
    }

    private List<Adjustment> adjustments(int concurrency, MpmSettings settings) {
        var adjustments = new ArrayList<Adjustment>();
        if (idleWorkers() > 0) {
            adjustments.add(new Adjustment(
                    "idle-connections-hold-workers",
                    "IdleConnections %d hold a %s each under %s: with a concurrency of %d they take %d workers"
                            .formatted(
                                    idleWorkers(),
                                    ladder.mode() == Mode.PREFORK ? "process" : "thread",
                                    ladder.mode().directiveValue(),
                                    concurrency,
                                    workersFor(concurrency))));
        }
        if (settings.maxRequestWorkers() > workersFor(concurrency)) {
            adjustments.add(new Adjustment(
                    "max-request-workers-rounded-up",
                    "%d workers make %d processes of %d threads: MaxRequestWorkers is %d"
                            .formatted(
                                    workersFor(concurrency),
                                    settings.processes(),
                                    settings.threadsPerChild(),
                                    settings.maxRequestWorkers())));
        }
        return adjustments;
    }

    /** A later step may be cheaper: its processes share the idle connections, and a smaller part of them drains. */
    private int cheapestFrom(int first) throws SizingException {
        int cheapest = first;
        long least = limit(first);
        for (int step = first + 1; step < ladder.steps() && limitWithoutIdle(step) < least; step++) {
            long limit = limit(step);
            if (limit < least) {
                cheapest = step;
                least = limit;
            }
        }
        return cheapest;
    }

    /** The last step that would fit if there were no idle connections; below {@code first} where none would. */
    private int lastWithin(long budgetBytes, int first) {
        int low = first - 1;
        int high = ladder.steps() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (limitWithoutIdle(middle) <= budgetBytes) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private long limit(int step) throws SizingException {
        return Footprint.peak(settings(step), workload, tls, calibration).totalBytes();
    }

    /** Never above {@link #limit}, and never less for a later step; Long.MAX_VALUE where it cannot be counted. */
    private long limitWithoutIdle(int step) {
        try {
            MpmSettings settings = StepSettings.of(ladder.mode(), ladder.at(step), 0, base);
            return Footprint.peak(settings, workload, tls, calibration).totalBytes();
        } catch (SizingException e) {
            return Long.MAX_VALUE;
        }
    }

    private MpmSettings settings(int step) throws SizingException {
        return StepSettings.of(ladder.mode(), ladder.at(step), workload.idleConnections(), base);
    }

    /** Threads or processes that idle connections hold; event parks them in the listener. */
    private int idleWorkers() {
        return switch (ladder.mode()) {
            case PREFORK, WORKER -> workload.idleConnections();
            case EVENT -> 0;
        };
    }

    private long workersFor(int concurrency) {
        return (long) concurrency + idleWorkers();
    }

    private String work(int concurrency) {
        String requests = concurrency == 1 ? "1 request in progress" : concurrency + " requests in progress";
        int idle = workload.idleConnections();
        return idle == 0 ? requests : "%s beside %d idle connections".formatted(requests, idle);
    }
}
