package io.mpmoperator.e2e.benchmark;

import io.mpmoperator.e2e.benchmark.contender.Documents;
import io.mpmoperator.e2e.benchmark.contender.RunningServer;
import io.mpmoperator.e2e.benchmark.load.Wrk;
import io.mpmoperator.e2e.benchmark.load.WrkResult;
import io.mpmoperator.e2e.benchmark.report.Measurements;
import io.mpmoperator.e2e.benchmark.report.Metric;
import io.mpmoperator.e2e.local.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** As many requests as 64 connections of wrk can carry, contender after contender, round after round. */
final class Throughput {

    private static final double MIB = 1 << 20;
    private static final Duration WARM_UP_STEP = Duration.ofSeconds(2);

    private final BenchmarkSettings settings;
    private final Contenders field;
    private final Wrk wrk;
    private final Measurements measurements;
    private final Progress progress;

    Throughput(BenchmarkSettings settings, Contenders field, Wrk wrk, Measurements measurements, Progress progress) {
        this.settings = settings;
        this.field = field;
        this.wrk = wrk;
        this.measurements = measurements;
        this.progress = progress;
    }

    /** One way of loading a server. */
    @FunctionalInterface
    private interface Load {
        WrkResult run(RunningServer server, Duration time) throws IOException, InterruptedException;
    }

    /** The same work for everybody, until just-in-time compilers have done theirs and a server gets no quicker. */
    void warmUp() throws IOException, InterruptedException {
        for (RunningServer server : field.servers()) {
            long small = warmUp(server, this::keepAlive, settings.warmUpRequests());
            long connections = warmUp(server, this::byConnections, settings.warmUpRequests() / 5);
            long large = warmUp(server, this::large, settings.warmUpRequests() / 12);
            progress.done("warmed up %s: %d requests, %d connections, %d large files"
                    .formatted(server.label(), small, connections, large));
        }
    }

    private long warmUp(RunningServer server, Load load, long requests) throws IOException, InterruptedException {
        long end = System.nanoTime() + settings.warmUpAtMost().toNanos();
        Settling settling = new Settling();
        long answered = 0;
        while ((answered < requests || !settling.settled()) && System.nanoTime() < end) {
            WrkResult step = load.run(server, WARM_UP_STEP);
            answered += step.requests();
            settling.add(step.requestsPerSecond());
        }
        return answered;
    }

    void keepAlive() throws IOException, InterruptedException {
        rounds(Metric.KEEP_ALIVE, Metric.KEEP_ALIVE_PROCESSOR, this::keepAlive);
        for (RunningServer server : field.servers()) {
            measurements.add(
                    Metric.LOADED_MEMORY, server.label(), server.processes().privateBytes() / 1e6);
        }
    }

    void connections() throws IOException, InterruptedException {
        rounds(Metric.CONNECTION_PER_REQUEST, Metric.CONNECTION_PROCESSOR, this::byConnections);
    }

    void largeFile() throws IOException, InterruptedException {
        rounds(
                settings.largeFileRounds(),
                settings.shortRound(),
                Metric.LARGE_FILE,
                Metric.LARGE_FILE_PROCESSOR,
                this::large);
    }

    private void rounds(Metric rate, Metric processor, Load load) throws IOException, InterruptedException {
        rounds(settings.rounds(), settings.round(), rate, processor, load);
    }

    private void rounds(int rounds, Duration time, Metric rate, Metric processor, Load load)
            throws IOException, InterruptedException {
        for (int round = 1; round <= rounds; round++) {
            for (RunningServer server : field.servers()) {
                measure(time, rate, processor, load, server, "%s, round %d".formatted(rate.description(), round));
            }
        }
    }

    private void measure(Duration time, Metric rate, Metric processor, Load load, RunningServer server, String what)
            throws IOException, InterruptedException {
        Duration before = server.processes().processorTime();
        List<Long> children = server.processes().children();
        WrkResult result = load.run(server, time);
        Duration used = server.processes().processorTime().minus(before);
        double value = rate == Metric.LARGE_FILE ? result.bytesPerSecond() / MIB : result.requestsPerSecond();
        double micros = used.toNanos() / 1e3 / Math.max(1, result.requests());
        measurements.add(rate, server.label(), value);
        measurements.add(processor, server.label(), micros);
        note(what + ", " + server.label(), result, server.processes().children().containsAll(children));
        progress.done(String.format(
                Locale.ROOT,
                "%s: %s %s, p99 %.2f ms, %.1f µs of processor a request",
                what,
                server.label(),
                rate.quantity(value),
                result.p99Millis(),
                micros));
    }

    private void note(String what, WrkResult result, boolean sameProcesses) {
        if (result.failures() > 0) {
            measurements.note("%s: %d of %d requests failed".formatted(what, result.failures(), result.requests()));
        }
        if (!sameProcesses) {
            measurements.note(what + ": a process of the server ended");
        }
    }

    private WrkResult keepAlive(RunningServer server, Duration time) throws IOException, InterruptedException {
        return wrk.load(server.url(Documents.SMALL), time);
    }

    private WrkResult byConnections(RunningServer server, Duration time) throws IOException, InterruptedException {
        return wrk.loadByConnections(server.url(Documents.SMALL), time);
    }

    private WrkResult large(RunningServer server, Duration time) throws IOException, InterruptedException {
        return wrk.load(server.url(Documents.LARGE), time);
    }
}
