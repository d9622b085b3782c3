package io.mpmoperator.e2e.grid;

import static io.mpmoperator.e2e.grid.GridPlan.event;
import static io.mpmoperator.e2e.grid.GridPlan.prefork;
import static io.mpmoperator.e2e.grid.GridPlan.worker;

import io.mpmoperator.mpm.Mode;
import java.util.List;

/** The sizes that are proven. */
final class GridPlans {

    private GridPlans() {}

    /**
     * Three modes, 1 to 200 processes, 25 to 2000 threads, up to 20 000 idle connections and 64 MiB of handler, with TLS
     * and without.
     */
    static List<GridPlan> all() {
        return List.of(
                prefork(1),
                prefork(4),
                prefork(10),
                prefork(25),
                prefork(50),
                prefork(200),
                prefork(4).handling(16, 256),
                prefork(10).handling(32, 1024),
                prefork(4).handling(64, 0),
                prefork(2).overTls(),
                prefork(10).overTls(),
                worker(1, 25),
                worker(4, 25),
                worker(16, 25),
                worker(1, 100),
                worker(2, 250),
                worker(16, 125),
                worker(1, 25).handling(16, 64),
                worker(4, 25).handling(64, 64),
                worker(2, 64).handling(0, 256),
                worker(4, 64).overTls(),
                event(1, 25),
                event(4, 25),
                event(16, 25),
                event(2, 250),
                event(16, 125),
                event(2, 25).parking(2_000),
                event(4, 50).parking(5_000),
                event(16, 64).parking(20_000),
                event(4, 25).handling(64, 64),
                event(2, 64).handling(0, 256),
                event(4, 25).parking(2_000).handling(32, 64),
                event(2, 100).overTls(),
                event(4, 25).parking(2_000).overTls(),
                event(1, 25).handling(16, 64).overTls());
    }

    /** Budgets whose largest settings are proven. */
    static List<GridBudget> budgets() {
        return List.of(
                GridBudget.of(Mode.PREFORK, 256),
                GridBudget.of(Mode.PREFORK, 512).overTls(),
                GridBudget.of(Mode.WORKER, 1024),
                GridBudget.of(Mode.EVENT, 256).parking(1_000),
                GridBudget.of(Mode.EVENT, 384).parking(1_000).overTls());
    }

    /** Static sites of each mode that serve for long. */
    static List<GridPlan> soaked() {
        return List.of(prefork(10), worker(2, 50), event(2, 50));
    }

    /** One of each mode and one with everything, in less than a minute. */
    static List<GridPlan> quick() {
        return List.of(
                prefork(3),
                worker(1, 50),
                event(2, 25).parking(300).handling(8, 32).overTls(),
                event(1, 25));
    }
}
