package io.mpmoperator.e2e.benchmark;

import io.mpmoperator.e2e.benchmark.contender.Documents;
import io.mpmoperator.e2e.benchmark.contender.RunningServer;
import io.mpmoperator.e2e.benchmark.load.OpenLoop;
import io.mpmoperator.e2e.benchmark.load.Window;
import io.mpmoperator.e2e.benchmark.report.Measurements;
import io.mpmoperator.e2e.benchmark.report.Metric;
import io.mpmoperator.e2e.benchmark.report.Statistics;
import io.mpmoperator.e2e.local.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Latencies while all contenders in turn get the same 2000 requests a second. Of each contender's time the quietest quarter
 * counts: when the host of a virtual machine kept its processors for others the least. Ten milliseconds of that make twenty of
 * two thousand requests wait, which is the one in a hundred of a second, whoever answers. What all requests waited stands
 * beside it.
 */
final class EqualLoad {

    /** Requests a second. */
    static final int RATE = 2000;

    private static final int ATTEMPTS = 3;

    private final BenchmarkSettings settings;
    private final Contenders field;
    private final Measurements measurements;
    private final Progress progress;
    private final Map<RunningServer, List<Window>> windows = new HashMap<>();

    EqualLoad(BenchmarkSettings settings, Contenders field, Measurements measurements, Progress progress) {
        this.settings = settings;
        this.field = field;
        this.measurements = measurements;
        this.progress = progress;
    }

    void measure() throws IOException {
        for (RunningServer server : field.servers()) {
            warmUp(server);
        }
        for (int round = 1; round <= settings.latencyRounds(); round++) {
            for (RunningServer server : field.servers()) {
                measureAgainAfterFailure(server, round);
            }
        }
        for (RunningServer server : field.servers()) {
            List<Window> all = windows.getOrDefault(server, List.of());
            double[] quiet = Window.latencies(Window.quietestQuarter(all));
            measurements.add(Metric.P50, server.label(), Statistics.quantile(quiet, 0.5));
            measurements.add(Metric.P99, server.label(), Statistics.quantile(quiet, 0.99));
            measurements.add(Metric.P99_OF_ALL, server.label(), Statistics.quantile(Window.latencies(all), 0.99));
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

    private void measure(RunningServer server, int number) throws IOException {
        try (OpenLoop load = load(server)) {
            load.run(settings.shortRound().dividedBy(4));
            List<Window> round = load.run(settings.shortRound());
            windows.computeIfAbsent(server, _ -> new ArrayList<>()).addAll(round);
            progress.done("%d requests/s, round %d: %s p99 %s, of the quietest quarter %s"
                    .formatted(RATE, number, server.label(), p99(round), p99(Window.quietestQuarter(round))));
        }
    }

    private static String p99(List<Window> windows) {
        return Metric.P99.quantity(Statistics.quantile(Window.latencies(windows), 0.99));
    }

    private static OpenLoop load(RunningServer server) throws IOException {
        return new OpenLoop(server.port(), Documents.SMALL, Contenders.CONNECTIONS, RATE);
    }
}
