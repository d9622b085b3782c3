package io.mpmoperator.e2e.grid;

import io.mpmoperator.conf.Workload;
import io.mpmoperator.e2e.server.ServerProcess;
import io.mpmoperator.footprint.Calibration;
import io.mpmoperator.footprint.Sizing;
import io.mpmoperator.footprint.SizingException;
import io.mpmoperator.footprint.SizingRequest;
import io.mpmoperator.mpm.Mode;
import io.mpmoperator.mpm.MpmDirectives;

/** Memory that there is, and the question which the largest settings are that fit into it. */
record GridBudget(Mode mode, int mebibytes, Workload workload, boolean tls) {

    static GridBudget of(Mode mode, int mebibytes) {
        return new GridBudget(mode, mebibytes, Workload.none(), false);
    }

    /** The same, with so many connections parked beside the busy ones. */
    GridBudget parking(int idleConnections) {
        return new GridBudget(mode, mebibytes, workload.withIdleConnections(idleConnections), tls);
    }

    /** The same, encrypted. */
    GridBudget overTls() {
        return new GridBudget(mode, mebibytes, workload, true);
    }

    @Override
    public String toString() {
        var text =
                new StringBuilder("budget ").append(mebibytes).append(" MiB, ").append(mode.directiveValue());
        if (workload.idleConnections() > 0) {
            text.append(", ").append(workload.idleConnections()).append(" idle");
        }
        return tls ? text.append(", TLS").toString() : text.toString();
    }

    long bytes() {
        return (long) mebibytes << 20;
    }

    /** The model's plan. */
    GridPlan largest() throws SizingException {
        return plan(new SizingRequest.OfBudget(mode, bytes(), MpmDirectives.of(mode), workload, tls));
    }

    /** What the model gives to one request more at once than the largest settings carry. */
    GridPlan oneLarger() throws SizingException {
        int concurrency = largest().workers() + 1;
        return plan(new SizingRequest.OfConcurrency(mode, concurrency, MpmDirectives.of(mode), workload, tls));
    }

    private GridPlan plan(SizingRequest request) throws SizingException {
        return GridPlan.of(
                Sizing.plan(request, Calibration.shipped(ServerProcess.flavor()))
                        .settings(),
                workload,
                tls);
    }
}
