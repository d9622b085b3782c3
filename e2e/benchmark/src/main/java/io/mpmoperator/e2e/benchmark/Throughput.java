package io.mpmoperator.e2e.benchmark;

import io.mpmoperator.e2e.benchmark.contender.Documents;
import io.mpmoperator.e2e.benchmark.contender.Launcher;
import io.mpmoperator.e2e.benchmark.contender.RunningServer;
import io.mpmoperator.e2e.benchmark.contender.Serving;
import io.mpmoperator.e2e.benchmark.load.Wrk;
import io.mpmoperator.e2e.benchmark.load.WrkResult;
import io.mpmoperator.e2e.benchmark.report.LoadMetrics;
import io.mpmoperator.e2e.benchmark.report.Measurements;
import io.mpmoperator.e2e.benchmark.report.Metric;
import io.mpmoperator.e2e.benchmark.traffic.Traffic;
import io.mpmoperator.e2e.local.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** As many requests as wrk's connections can carry, contender after contender, round after round. */
final class Throughput {

    private static final double MIB = 1 << 20;
    private static final Duration WARM_UP_STEP = Duration.ofSeconds(2);
    private static final int FEW_CONNECTIONS = 8;
    private static final int CONNECTIONS_OF_A_PROXY = 4;

    private final BenchmarkSettings settings;
    private final List<RunningServer> field;
    private final Wrk varied;
    private final Wrk few;
    private final Wrk mixed;
    private final Wrk plain;
    private final Wrk same;
    private final Measurements measurements;
    private final Progress progress;

    Throughput(
            BenchmarkSettings settings,
            List<RunningServer> field,
            Launcher launcher,
            Measurements measurements,
            Progress progress)
            throws IOException {
        this.settings = settings;
        this.field = field;
        Traffic visitors = Traffic.ofVisitors(launcher.documents().site());
        this.varied = Wrk.of(visitors, launcher, Contenders.CONNECTIONS);
        this.few = Wrk.of(visitors, launcher, FEW_CONNECTIONS);
        this.mixed = Wrk.of(Traffic.throughAProxy(launcher.documents().site()), launcher, CONNECTIONS_OF_A_PROXY);
        this.plain = Wrk.of(Traffic.withoutCodings(launcher.documents().site()), launcher, Contenders.CONNECTIONS);
        this.same = Wrk.ofTheSameRequest(launcher, Contenders.CONNECTIONS);
        this.measurements = measurements;
        this.progress = progress;
    }

    /** One way of loading a server. */
    @FunctionalInterface
    private interface Loading {
        WrkResult run(RunningServer server, Duration time) throws IOException, InterruptedException;
    }

    /** Varied requests for everybody, until just-in-time compilers have done their work and a server gets no quicker. */
    void warmUp() throws IOException, InterruptedException {
        for (RunningServer server : field) {
            long requests = warmUp(server, this::varied, settings.warmUpRequests());
            progress.done("warmed up %s: %d varied requests".formatted(server.label(), requests));
        }
    }

    /** The same for requests that are the same. */
    void warmUpForTheSame() throws IOException, InterruptedException {
        for (RunningServer server : field) {
            long small = warmUp(server, this::keepAlive, settings.warmUpRequests());
            long connections = warmUp(server, this::byConnections, settings.warmUpRequests() / 5);
            long large = warmUp(server, this::large, settings.warmUpRequests() / 12);
            progress.done("warmed up %s: %d same requests, %d connections, %d large files"
                    .formatted(server.label(), small, connections, large));
        }
    }

    private long warmUp(RunningServer server, Loading load, long requests) throws IOException, InterruptedException {
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

    /** Varied requests, on many connections and on few. */
    void varied() throws IOException, InterruptedException {
        rounds(LoadMetrics.VARIED, this::varied);
        for (RunningServer server : field) {
            measurements.add(
                    Metric.LOADED_MEMORY, server.label(), server.processes().privateBytes() / 1e6);
        }
        rounds(LoadMetrics.VARIED_FEW, (server, time) -> few.load(server.url("/"), time));
    }

    /** What a reverse proxy sends. */
    void mixed() throws IOException, InterruptedException {
        for (RunningServer server : field) {
            mixed.load(server.url("/"), WARM_UP_STEP);
        }
        rounds(LoadMetrics.MIXED, (server, time) -> mixed.load(server.url("/"), time));
    }

    /** Varied requests of servers that were started otherwise: with a log, with TLS. */
    void variedAs(LoadMetrics metrics) throws IOException, InterruptedException {
        rounds(metrics, this::varied);
    }

    /** The same files as they are, by the rules of a site, and compressed. */
    void sites() throws IOException, InterruptedException {
        for (RunningServer server : field) {
            long requests = warmUp(server, site(server), settings.warmUpRequests());
            progress.done("warmed up %s, %s: %d varied requests"
                    .formatted(server.label(), server.serving().word(), requests));
        }
        for (int round = 1; round <= settings.rounds(); round++) {
            for (RunningServer server : field) {
                LoadMetrics metrics = ofSite(server);
                measure(settings.round(), metrics, site(server), server, what(metrics, round));
            }
        }
    }

    private Loading site(RunningServer server) {
        return server.serving() == Serving.COMPRESSED
                ? this::varied
                : (loaded, time) -> plain.load(loaded.url("/"), time);
    }

    private static LoadMetrics ofSite(RunningServer server) {
        return switch (server.serving()) {
            case UNLOGGED, LOGGED, ENCRYPTED -> LoadMetrics.BARE;
            case RULED -> LoadMetrics.RULED;
            case COMPRESSED -> LoadMetrics.COMPRESSED;
        };
    }

    /** The first seconds of the only server, which has just become ready. */
    void cold(Duration time, int round) throws IOException, InterruptedException {
        for (RunningServer server : field) {
            measure(time, LoadMetrics.COLD, this::varied, server, what(LoadMetrics.COLD, round));
        }
    }

    void keepAlive() throws IOException, InterruptedException {
        rounds(LoadMetrics.KEEP_ALIVE, this::keepAlive);
    }

    void connections() throws IOException, InterruptedException {
        rounds(LoadMetrics.CONNECTION_PER_REQUEST, this::byConnections);
    }

    void largeFile() throws IOException, InterruptedException {
        rounds(settings.largeFileRounds(), settings.shortRound(), LoadMetrics.LARGE_FILE, this::large);
    }

    /** How many varied requests a second a server answers, by one short load where it was not measured. */
    double variedRate(RunningServer server) throws IOException, InterruptedException {
        return measurements.median(Metric.VARIED, server.label()).isPresent()
                ? measurements.median(Metric.VARIED, server.label()).getAsDouble()
                : varied(server, settings.round()).requestsPerSecond();
    }

    private void rounds(LoadMetrics metrics, Loading load) throws IOException, InterruptedException {
        rounds(settings.rounds(), settings.round(), metrics, load);
    }

    private void rounds(int rounds, Duration time, LoadMetrics metrics, Loading load)
            throws IOException, InterruptedException {
        for (int round = 1; round <= rounds; round++) {
            for (RunningServer server : field) {
                measure(time, metrics, load, server, what(metrics, round));
            }
        }
    }

    private static String what(LoadMetrics metrics, int round) {
        return "%s, round %d".formatted(metrics.rate().description(), round);
    }

    private void measure(Duration time, LoadMetrics metrics, Loading load, RunningServer server, String what)
            throws IOException, InterruptedException {
        Duration before = server.processes().processorTime();
        List<Long> children = server.processes().children();
        WrkResult result = load.run(server, time);
        Duration used = server.processes().processorTime().minus(before);
        double value = metrics.rate() == Metric.LARGE_FILE ? result.bytesPerSecond() / MIB : result.requestsPerSecond();
        double micros = used.toNanos() / 1e3 / Math.max(1, result.requests());
        measurements.add(metrics.rate(), server.label(), value);
        measurements.add(metrics.processor(), server.label(), micros);
        measurements.add(metrics.client(), server.label(), result.clientMicros());
        if (result.failures() > 0) {
            fail(metrics, server, result, what);
        }
        if (!server.processes().children().containsAll(children)) {
            measurements.note("%s, %s: a process of the server ended".formatted(what, server.label()));
        }
        progress.done(String.format(
                Locale.ROOT,
                "%s: %s %s, p99 %.2f ms, %.1f µs of processor a request, %.1f of wrk's%s",
                what,
                server.label(),
                metrics.rate().quantity(value),
                result.p99Millis(),
                micros,
                result.clientMicros(),
                result.failures() > 0 ? ", " + result.failures() + " FAILED" : ""));
    }

    private void fail(LoadMetrics metrics, RunningServer server, WrkResult result, String what) {
        String how =
                "%s, %s: %d of %d requests failed: %d socket errors or time-outs, %d answers other than 2xx and 3xx"
                        .formatted(
                                what,
                                server.label(),
                                result.failures(),
                                result.requests() + result.socketErrors(),
                                result.socketErrors(),
                                result.otherStatus());
        measurements.fail(metrics.rate(), server.label(), result.failures(), how);
        measurements.fail(metrics.processor(), server.label(), result.failures());
    }

    private WrkResult varied(RunningServer server, Duration time) throws IOException, InterruptedException {
        return varied.load(server.url("/"), time);
    }

    private WrkResult keepAlive(RunningServer server, Duration time) throws IOException, InterruptedException {
        return same.load(server.url(Documents.SMALL), time);
    }

    private WrkResult byConnections(RunningServer server, Duration time) throws IOException, InterruptedException {
        return same.loadByConnections(server.url(Documents.SMALL), time);
    }

    private WrkResult large(RunningServer server, Duration time) throws IOException, InterruptedException {
        return same.load(server.url(Documents.LARGE), time);
    }
}
