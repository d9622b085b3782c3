package io.mpmoperator.e2e.benchmark;

import io.mpmoperator.e2e.benchmark.contender.Documents;
import io.mpmoperator.e2e.benchmark.contender.RunningServer;
import io.mpmoperator.e2e.benchmark.load.OpenLoop;
import io.mpmoperator.e2e.benchmark.report.Measurements;
import io.mpmoperator.e2e.benchmark.report.Metric;
import io.mpmoperator.e2e.local.Progress;
import java.io.IOException;

/**
 * Latencies while all contenders in turn get the same 2000 requests a second. Of each round the quieter half counts: when the
 * host of a virtual machine kept its processors for others the least, for that alone makes one answer in a hundred ten times as
 * slow. What all requests waited stands beside it.
 */
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
        for (RunningServer server : field.servers()) {
            warmUp(server);
        }
        for (int round = 1; round <= settings.shortRounds(); round++) {
            for (RunningServer server : field.servers()) {
                measureAgainAfterFailure(server, round);
            }
        }
    }

    /**
     * Until the code of both sides is compiled that wrk does not reach: the client's, and a server's that waits for requests. A
     * failure is noted, and the rounds begin with that much less of it.
     */
    private void warmUp(RunningServer server) {
        try (OpenLoop load = load(server)) {
            load.run(settings.latencyWarmUp());
            progress.done("%d requests/s, warm-up: %s".formatted(RATE, server.label()));
        } catch (IOException e) {
            measurements.note("%d requests/s, warm-up, %s: %s".formatted(RATE, server.label(), e.getMessage()));
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
        try (OpenLoop load = load(server)) {
            load.run(settings.shortRound().dividedBy(4));
            OpenLoop.Latencies latencies = load.run(settings.shortRound());
            measurements.add(Metric.P50, server.label(), latencies.p50Millis());
            measurements.add(Metric.P99, server.label(), latencies.p99Millis());
            measurements.add(Metric.P99_OF_ALL, server.label(), latencies.p99OfAllMillis());
            progress.done("%d requests/s, round %d: %s median %s, p99 %s, of all %s, stolen %d ms"
                    .formatted(
                            RATE,
                            round,
                            server.label(),
                            Metric.P50.quantity(latencies.p50Millis()),
                            Metric.P99.quantity(latencies.p99Millis()),
                            Metric.P99_OF_ALL.quantity(latencies.p99OfAllMillis()),
                            latencies.stolen().toMillis()));
        }
    }

    private static OpenLoop load(RunningServer server) throws IOException {
        return new OpenLoop(server.port(), Documents.SMALL, Field.CONNECTIONS, RATE);
    }
}
