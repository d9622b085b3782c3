package io.mpmoperator.e2e.benchmark;

import io.mpmoperator.e2e.benchmark.contender.Documents;
import io.mpmoperator.e2e.benchmark.contender.RunningServer;
import io.mpmoperator.e2e.benchmark.load.OpenLoop;
import io.mpmoperator.e2e.benchmark.process.StolenTime;
import io.mpmoperator.e2e.benchmark.report.Measurements;
import io.mpmoperator.e2e.benchmark.report.Metric;
import io.mpmoperator.e2e.local.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Latencies while all contenders in turn get the same 2000 requests a second. Of a contender's rounds the quieter half counts:
 * those in which the host of a virtual machine kept its processors for others the least, for that alone makes one answer in a
 * hundred ten times as slow.
 */
final class EqualLoad {

    /** Requests a second. */
    static final int RATE = 2000;

    private static final int ATTEMPTS = 3;

    private final BenchmarkSettings settings;
    private final Field field;
    private final Measurements measurements;
    private final Progress progress;
    private final Map<RunningServer, List<Round>> rounds = new HashMap<>();

    /** What was measured while so much of the processors' time was stolen. */
    record Round(Duration stolen, OpenLoop.Latencies latencies) {}

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
        for (RunningServer server : field.servers()) {
            for (Round round : quieterHalf(rounds.getOrDefault(server, List.of()))) {
                measurements.add(Metric.P50, server.label(), round.latencies().p50Millis());
                measurements.add(Metric.P99, server.label(), round.latencies().p99Millis());
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

    /** The half, rounded up, in which the least was stolen. */
    static List<Round> quieterHalf(List<Round> rounds) {
        return rounds.stream()
                .sorted(Comparator.comparing(Round::stolen))
                .limit((rounds.size() + 1) / 2)
                .toList();
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
            Duration before = StolenTime.soFar();
            OpenLoop.Latencies latencies = load.run(settings.shortRound());
            Duration stolen = StolenTime.soFar().minus(before);
            rounds.computeIfAbsent(server, _ -> new ArrayList<>()).add(new Round(stolen, latencies));
            progress.done("%d requests/s, round %d: %s median %s, p99 %s, stolen %d ms"
                    .formatted(
                            RATE,
                            round,
                            server.label(),
                            Metric.P50.quantity(latencies.p50Millis()),
                            Metric.P99.quantity(latencies.p99Millis()),
                            stolen.toMillis()));
        }
    }

    private static OpenLoop load(RunningServer server) throws IOException {
        return new OpenLoop(server.port(), Documents.SMALL, Field.CONNECTIONS, RATE);
    }
}
