package io.mpmoperator.e2e.benchmark;

import io.mpmoperator.e2e.benchmark.contender.Documents;
import io.mpmoperator.e2e.benchmark.contender.RunningServer;
import io.mpmoperator.e2e.benchmark.load.OpenLoop;
import io.mpmoperator.e2e.benchmark.report.Measurements;
import io.mpmoperator.e2e.benchmark.report.Metric;
import io.mpmoperator.e2e.local.Progress;
import java.io.IOException;

/** Latencies while all contenders in turn get the same 2000 requests a second. */
final class EqualLoad {

    /** Requests a second. */
    static final int RATE = 2000;

    private static final int ATTEMPTS = 3;

    private final BenchmarkSettings settings;
    private final Field field;
    private final Measurements measurements;
    private final Progress progress;

    EqualLoad(BenchmarkSettings settings, Field field, Measurements measurements, Progress progress) {
        this.settings = settings;
        this.field = field;
        this.measurements = measurements;
        this.progress = progress;
    }

    void measure() throws IOException {
        for (int round = 1; round <= settings.latencyRounds(); round++) {
            for (RunningServer server : field.servers()) {
                measureAgainAfterFailure(server, round);
            }
        }
    }

    private void measureAgainAfterFailure(RunningServer server, int round) throws IOException {
        for (int attempt = 1; true; attempt++) {
            try {
                measure(server, round);
                return;
            } catch (IOException e) {
                measurements.note("%d requests/s, %s: %s".formatted(RATE, server.label(), e.getMessage()));
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private void measure(RunningServer server, int round) throws IOException {
        try (OpenLoop load = new OpenLoop(server.port(), Documents.SMALL, Field.CONNECTIONS, RATE)) {
            load.run(settings.latencyRound().dividedBy(4));
            OpenLoop.Latencies latencies = load.run(settings.latencyRound());
            measurements.add(Metric.P50, server.label(), latencies.p50Millis());
            measurements.add(Metric.P99, server.label(), latencies.p99Millis());
            progress.done("%d requests/s, round %d: %s median %s, p99 %s"
                    .formatted(
                            RATE,
                            round,
                            server.label(),
                            Metric.P50.quantity(latencies.p50Millis()),
                            Metric.P99.quantity(latencies.p99Millis())));
        }
    }
}
