package io.mpmoperator.e2e.benchmark;

import io.mpmoperator.e2e.benchmark.contender.Contender;
import io.mpmoperator.e2e.benchmark.contender.Launcher;
import io.mpmoperator.e2e.benchmark.contender.Pool;
import io.mpmoperator.e2e.benchmark.contender.RunningServer;
import io.mpmoperator.e2e.benchmark.contender.Serving;
import io.mpmoperator.e2e.benchmark.report.Measurements;
import io.mpmoperator.e2e.benchmark.report.Metric;
import io.mpmoperator.e2e.local.Progress;
import java.io.IOException;
import java.time.Duration;

/** From the start of a server's program, with one process of threads, to its first response. */
final class Starts {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final BenchmarkSettings settings;
    private final Launcher launcher;
    private final Measurements measurements;
    private final Progress progress;

    Starts(BenchmarkSettings settings, Launcher launcher, Measurements measurements, Progress progress) {
        this.settings = settings;
        this.launcher = launcher;
        this.measurements = measurements;
        this.progress = progress;
    }

    void measure() throws IOException {
        for (int round = 1; round <= settings.starts(); round++) {
            for (Contender contender : Contender.holdingIdleConnections()) {
                measure(contender);
            }
        }
        for (String contender : measurements.contenders(Metric.START)) {
            double median = measurements.median(Metric.START, contender).orElseThrow();
            progress.done("%s: first response after %s".formatted(contender, Metric.START.quantity(median)));
        }
    }

    private void measure(Contender contender) throws IOException {
        long start = System.nanoTime();
        try (RunningServer server = launcher.launch(contender, Pool.idle(Contenders.CONNECTIONS), Serving.UNLOGGED)) {
            server.awaitFirstResponse(PATIENCE);
            measurements.add(Metric.START, contender.label(), (System.nanoTime() - start) / 1e6);
            measurements.add(
                    Metric.START_PROCESSOR,
                    contender.label(),
                    server.processes().processorTime().toNanos() / 1e6);
        }
    }
}
