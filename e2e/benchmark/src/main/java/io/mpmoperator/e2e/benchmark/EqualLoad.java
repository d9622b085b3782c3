package io.mpmoperator.e2e.benchmark;

import io.mpmoperator.e2e.benchmark.contender.Apache;
import io.mpmoperator.e2e.benchmark.contender.Contender;
import io.mpmoperator.e2e.benchmark.contender.RunningServer;
import io.mpmoperator.e2e.benchmark.contender.Webserver;
import io.mpmoperator.e2e.benchmark.load.OpenLoop;
import io.mpmoperator.e2e.benchmark.load.Window;
import io.mpmoperator.e2e.benchmark.report.Measurements;
import io.mpmoperator.e2e.benchmark.report.Metric;
import io.mpmoperator.e2e.benchmark.report.Statistics;
import io.mpmoperator.e2e.benchmark.traffic.Traffic;
import io.mpmoperator.e2e.local.Progress;
import io.mpmoperator.mpm.Mode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Latencies while all contenders of a mode in turn get the same varied requests, half as many a second as Apache can answer in
 * that mode; nginx and Jetty get event's. All requests count. Beside that is what those of the quietest quarter waited:
 * when the host of a virtual machine kept its processors for others the least, for ten milliseconds of that make one in a
 * hundred of a second's requests wait, whoever answers.
 */
final class EqualLoad {

    private static final double PART_OF_CAPACITY = 0.5;

    private final BenchmarkSettings settings;
    private final List<RunningServer> field;
    private final Traffic traffic;
    private final Measurements measurements;
    private final Progress progress;
    private final Map<Mode, Integer> rates = new HashMap<>();
    private final Map<RunningServer, List<Window>> windows = new HashMap<>();

    EqualLoad(
            BenchmarkSettings settings,
            List<RunningServer> field,
            Traffic traffic,
            Measurements measurements,
            Progress progress) {
        this.settings = settings;
        this.field = field;
        this.traffic = traffic;
        this.measurements = measurements;
        this.progress = progress;
    }

    /**
     * Measures everybody.
     *
     * @param throughput what says how many requests Apache can answer
     */
    void measure(Throughput throughput) throws IOException, InterruptedException {
        for (RunningServer server : field) {
            if (server.contender() instanceof Apache(Mode mode)) {
                rates.put(mode, (int) (PART_OF_CAPACITY * throughput.variedRate(server)));
            }
        }
        field.forEach(this::warmUp);
        for (int round = 1; round <= settings.latencyRounds(); round++) {
            for (RunningServer server : field) {
                measure(server, round);
            }
        }
        for (RunningServer server : field) {
            List<Window> all = windows.getOrDefault(server, List.of());
            if (!all.isEmpty()) {
                double[] latencies = Window.latencies(all);
                double[] quiet = Window.latencies(Window.quietestQuarter(all));
                measurements.add(Metric.P50, server.label(), Statistics.quantile(latencies, 0.5));
                measurements.add(Metric.P99, server.label(), Statistics.quantile(latencies, 0.99));
                measurements.add(Metric.P99_OF_QUIET, server.label(), Statistics.quantile(quiet, 0.99));
            }
            measurements.add(Metric.LATENCY_RATE, server.label(), rate(server));
        }
    }

    private int rate(RunningServer server) {
        return rates.getOrDefault(mode(server.contender()), 1);
    }

    /** Whose capacity counts. */
    private static Mode mode(Contender contender) {
        return switch (contender) {
            case Webserver ours -> ours.mode();
            case Apache apache -> apache.mode();
            default -> Mode.EVENT;
        };
    }

    /**
     * Until the code of both sides is compiled that wrk does not reach: the client's, and a server's that waits for requests. A
     * failure is noted, and the rounds begin with that much less of it.
     */
    private void warmUp(RunningServer server) {
        try (OpenLoop load = load(server)) {
            load.run(settings.latencyWarmUp());
            progress.done("%d requests/s, warm-up: %s".formatted(rate(server), server.label()));
        } catch (IOException | IllegalStateException e) {
            measurements.note("%d requests/s, warm-up, %s: %s".formatted(rate(server), server.label(), e.getMessage()));
        }
    }

    /** A server that does not keep up, or answers otherwise than with 200, has failed. */
    private void measure(RunningServer server, int number) {
        String what = "%d requests/s, round %d: %s".formatted(rate(server), number, server.label());
        try (OpenLoop load = load(server)) {
            load.run(settings.shortRound().dividedBy(4));
            List<Window> round = load.run(settings.shortRound());
            windows.computeIfAbsent(server, _ -> new ArrayList<>()).addAll(round);
            progress.done("%s p99 %s, of the quietest quarter %s"
                    .formatted(what, p99(round), p99(Window.quietestQuarter(round))));
        } catch (IOException | IllegalStateException e) {
            measurements.fail(Metric.P99, server.label(), 1, what + ": " + e.getMessage());
            progress.done(what + " FAILED: " + e.getMessage());
        }
    }

    private static String p99(List<Window> windows) {
        return Metric.P99.quantity(Statistics.quantile(Window.latencies(windows), 0.99));
    }

    private OpenLoop load(RunningServer server) throws IOException {
        return new OpenLoop(server.port(), traffic, Contenders.CONNECTIONS, rate(server));
    }
}
