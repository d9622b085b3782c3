package io.mpmoperator.e2e.grid;

import io.mpmoperator.conf.Workload;
import io.mpmoperator.e2e.benchmark.report.Statistics;
import io.mpmoperator.e2e.server.ServerProcess;
import io.mpmoperator.footprint.Calibration;
import io.mpmoperator.footprint.Sizing;
import io.mpmoperator.footprint.SizingException;
import io.mpmoperator.footprint.SizingRequest;
import io.mpmoperator.footprint.SizingRequest.OfBudget;
import io.mpmoperator.footprint.SizingRequest.OfConcurrency;
import io.mpmoperator.footprint.SizingRequest.OfDirectives;
import io.mpmoperator.mpm.Mode;
import io.mpmoperator.mpm.MpmDirectives;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How long the model takes for each of the three kinds of plan. */
final class PlanningTime {

    private static final int ROUNDS = 501;
    private static final int CONCURRENCY = 400;
    private static final Workload WORKLOAD = Workload.none().withIdleConnections(5000);

    private PlanningTime() {}

    /** The medians of each question, in words; that of the mode in which it takes longest. */
    static String measured() throws SizingException {
        double settings = 0;
        double concurrency = 0;
        double budget = 0;
        for (Mode mode : Mode.values()) {
            MpmDirectives base = MpmDirectives.of(mode);
            SizingRequest ofConcurrency = new OfConcurrency(mode, CONCURRENCY, base, WORKLOAD, true);
            var plan = Sizing.plan(ofConcurrency, Calibration.shipped(ServerProcess.flavor()));
            concurrency = Math.max(concurrency, medianMillis(ofConcurrency));
            budget = Math.max(budget, medianMillis(new OfBudget(mode, plan.memoryLimitBytes(), base, WORKLOAD, true)));
            settings = Math.max(
                    settings, medianMillis(new OfDirectives(plan.settings().toDirectives(), WORKLOAD, true, false)));
        }
        return String.format(
                Locale.ROOT,
                "settings %.2f ms, concurrency %.2f ms, budget %.2f ms (medians, slowest mode)",
                settings,
                concurrency,
                budget);
    }

    private static double medianMillis(SizingRequest request) throws SizingException {
        List<Double> millis = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            Sizing.plan(request, Calibration.shipped(ServerProcess.flavor()));
            millis.add((System.nanoTime() - start) / 1e6);
        }
        return Statistics.median(millis);
    }
}
