package io.mpmoperator.server.control;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Apache's idle maintenance, once a second, as a pure function: too few idle workers start children, at a rate that
 * doubles each second up to 32; too many end one child; in between the rate falls back to 1.
 */
final class IdleMaintenance {

    private static final int MAX_RATE = 32;
    private static final int BUSY_RATE = 8;
    private static final int ROUNDS_WITHOUT_DOUBLING = 10;

    private IdleMaintenance() {}

    /** Why there are fewer idle workers than the settings ask for. */
    enum Shortage {
        /** There are enough, or more are on their way. */
        NONE,
        /** All workers are busy and MaxRequestWorkers allows no more. */
        MAX_REQUEST_WORKERS,
        /** Every place in the scoreboard is taken, some by children that drain; MaxRequestWorkers would allow more. */
        SCOREBOARD_FULL
    }

    /**
     * What maintenance remembers from one second to the next.
     *
     * @param rate children to start in the next second, if any
     * @param holdOff rounds in which the rate does not double, after a graceful restart
     */
    record Pace(int rate, int holdOff) {

        static Pace atStart() {
            return new Pace(1, 0);
        }

        static Pace afterGracefulRestart() {
            return new Pace(1, ROUNDS_WITHOUT_DOUBLING);
        }

        private Pace calm() {
            return new Pace(1, Math.max(0, holdOff - 1));
        }

        private Pace faster() {
            return holdOff > 0 ? new Pace(rate, holdOff - 1) : new Pace(Math.min(MAX_RATE, rate * 2), 0);
        }
    }

    /**
     * What is to be done in this second.
     *
     * @param start children to start
     * @param end the slot of a child to end gracefully
     * @param busy whether so many children had to be started that the server should be looked at
     * @param pace for the next second
     */
    record Decision(int start, Optional<Integer> end, Shortage shortage, boolean busy, Pace pace) {}

    /** Decides on the children there are. */
    static Decision decide(List<ChildView> children, PoolLimits limits, Pace pace) {
        int idle = children.stream()
                .filter(ChildView::active)
                .mapToInt(ChildView::idle)
                .sum();
        int active = (int) children.stream().filter(ChildView::active).count();
        if (idle > limits.maxIdle()) {
            return new Decision(0, spare(children, limits, idle), Shortage.NONE, false, pace.calm());
        }
        if (idle >= limits.minIdle()) {
            return new Decision(0, Optional.empty(), Shortage.NONE, false, pace.calm());
        }
        int allowed = limits.processes() - active;
        int free = limits.serverLimit() - children.size();
        if (allowed <= 0) {
            Shortage shortage = idle == 0 ? Shortage.MAX_REQUEST_WORKERS : Shortage.NONE;
            return new Decision(0, Optional.empty(), shortage, false, pace.calm());
        }
        if (free <= 0) {
            return new Decision(0, Optional.empty(), Shortage.SCOREBOARD_FULL, false, pace.calm());
        }
        int missing = (limits.minIdle() - idle + limits.threadsPerChild() - 1) / limits.threadsPerChild();
        int start = Math.min(Math.min(pace.rate(), missing), Math.min(allowed, free));
        return new Decision(start, Optional.empty(), Shortage.NONE, pace.rate() >= BUSY_RATE, pace.faster());
    }

    /** The least busy child whose end leaves enough idle workers; under prefork that is an idle one. */
    private static Optional<Integer> spare(List<ChildView> children, PoolLimits limits, int idle) {
        return children.stream()
                .filter(child -> child.active() && child.ready() && child.idle() > 0)
                .filter(child -> idle - child.idle() >= limits.minIdle())
                .min(Comparator.comparingInt(ChildView::busy)
                        .thenComparing(Comparator.comparingInt(ChildView::slot).reversed()))
                .map(ChildView::slot);
    }
}
