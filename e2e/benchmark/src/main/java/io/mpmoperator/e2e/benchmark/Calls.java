package io.mpmoperator.e2e.benchmark;

import io.mpmoperator.e2e.benchmark.contender.Contender;
import io.mpmoperator.e2e.benchmark.contender.Launcher;
import io.mpmoperator.e2e.benchmark.contender.RunningServer;
import io.mpmoperator.e2e.benchmark.contender.Serving;
import io.mpmoperator.e2e.benchmark.load.Wrk;
import io.mpmoperator.e2e.benchmark.load.WrkResult;
import io.mpmoperator.e2e.benchmark.process.KernelCalls;
import io.mpmoperator.e2e.benchmark.report.Measurements;
import io.mpmoperator.e2e.benchmark.report.Metric;
import io.mpmoperator.e2e.benchmark.traffic.Traffic;
import io.mpmoperator.e2e.benchmark.traffic.VariedSite;
import io.mpmoperator.e2e.local.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** How often a server calls the kernel for each varied request, of small files and of large ones, once it is warm. */
final class Calls {

    /** Above it sending a file from the kernel's own pages pays. */
    private static final int LARGE_BYTES = 32 << 10;

    /** So much longer than the load is counted, so that nothing of it is missed. */
    private static final Duration SPARE = Duration.ofSeconds(1);

    private final BenchmarkSettings settings;
    private final Launcher launcher;
    private final Measurements measurements;
    private final Progress progress;

    Calls(BenchmarkSettings settings, Launcher launcher, Measurements measurements, Progress progress) {
        this.settings = settings;
        this.launcher = launcher;
        this.measurements = measurements;
        this.progress = progress;
    }

    void measure() throws IOException, InterruptedException {
        if (!KernelCalls.canBeCounted()) {
            measurements.note(
                    "calls of the kernel are not counted: perf is missing here (package linux-perf), or may not look");
            return;
        }
        VariedSite site = launcher.documents().site();
        Wrk small = wrk("small", site.only(file -> file.bytes() <= LARGE_BYTES));
        Wrk large = wrk("large", site.only(file -> file.bytes() > LARGE_BYTES));
        for (Contender contender : Contender.besideEvent()) {
            try (Contenders alone = Contenders.start(launcher, List.of(contender), Serving.UNLOGGED)) {
                new Throughput(settings, alone.servers(), launcher, measurements, progress).warmUp();
                RunningServer server = alone.servers().getFirst();
                measurements.add(Metric.FUTEXES, server.label(), measure(server, small, Metric.CALLS_SMALL));
                measure(server, large, Metric.CALLS_LARGE);
            }
        }
    }

    private Wrk wrk(String name, VariedSite part) throws IOException {
        return Wrk.of(Traffic.ofVisitors(part).named(name), launcher, Contenders.CONNECTIONS);
    }

    /** Gives the futex calls a request. */
    private double measure(RunningServer server, Wrk wrk, Metric metric) throws IOException, InterruptedException {
        wrk.load(server.url("/"), settings.round());
        KernelCalls.Counting counting =
                KernelCalls.begin(server.processes().all(), settings.round().plus(SPARE));
        WrkResult result = wrk.load(server.url("/"), settings.round());
        KernelCalls calls = counting.end();
        double each = (double) calls.besidesWaits() / Math.max(1, result.requests());
        double futexes = (double) calls.futexes() / Math.max(1, result.requests());
        measurements.add(metric, server.label(), each);
        if (result.failures() > 0) {
            measurements.fail(
                    metric,
                    server.label(),
                    result.failures(),
                    "%s, %s: %d requests failed".formatted(metric.description(), server.label(), result.failures()));
        }
        progress.done("%s: %s %s, %s futex calls"
                .formatted(
                        metric.description(), server.label(), metric.quantity(each), Metric.FUTEXES.number(futexes)));
        return futexes;
    }
}
