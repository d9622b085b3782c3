package io.mpmoperator.e2e.grid;

import static io.mpmoperator.e2e.grid.GridPlan.event;
import static io.mpmoperator.e2e.grid.GridPlan.prefork;
import static io.mpmoperator.e2e.grid.GridPlan.worker;

import java.util.List;

/** The sizes that are proven. */
final class GridPlans {

    private GridPlans() {}

    /** Three modes, 1 to 200 processes, 25 to 2000 threads, up to 20 000 idle connections and 64 MiB of handler. */
    static List<GridPlan> all() {
        return List.of(
                prefork(1),
                prefork(4),
                prefork(10),
                prefork(25),
                prefork(50),
                prefork(100),
                prefork(200),
                prefork(4).handling(16, 256),
                prefork(10).handling(32, 1024),
                prefork(4).handling(64, 0),
                worker(1, 25),
                worker(4, 25),
                worker(16, 25),
                worker(1, 100),
                worker(2, 250),
                worker(8, 64),
                worker(16, 125),
                worker(1, 25).handling(16, 64),
                worker(4, 25).handling(64, 64),
                worker(2, 64).handling(0, 256),
                event(1, 25),
                event(2, 25),
                event(4, 25),
                event(16, 25),
                event(1, 100),
                event(2, 250),
                event(8, 64),
                event(16, 125),
                event(1, 25).parking(500),
                event(2, 25).parking(2_000),
                event(4, 50).parking(5_000),
                event(16, 25).parking(10_000),
                event(16, 64).parking(20_000),
                event(1, 25).handling(16, 64),
                event(4, 25).handling(64, 64),
                event(2, 64).handling(0, 256),
                event(4, 25).parking(2_000).handling(32, 64));
    }

    /** One of each mode and one with everything, in less than a minute. */
    static List<GridPlan> quick() {
        return List.of(prefork(3), worker(1, 50), event(2, 25).parking(300).handling(8, 32));
    }
}
