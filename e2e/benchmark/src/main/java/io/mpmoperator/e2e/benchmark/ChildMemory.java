package io.mpmoperator.e2e.benchmark;

import io.mpmoperator.conf.Workload;
import io.mpmoperator.e2e.benchmark.contender.Apache;
import io.mpmoperator.e2e.benchmark.contender.Contender;
import io.mpmoperator.e2e.benchmark.contender.Launcher;
import io.mpmoperator.e2e.benchmark.contender.Pool;
import io.mpmoperator.e2e.benchmark.contender.RunningServer;
import io.mpmoperator.e2e.benchmark.contender.Serving;
import io.mpmoperator.e2e.benchmark.contender.Webserver;
import io.mpmoperator.e2e.benchmark.report.Measurements;
import io.mpmoperator.e2e.benchmark.report.Metric;
import io.mpmoperator.e2e.benchmark.report.Statistics;
import io.mpmoperator.e2e.benchmark.traffic.Traffic;
import io.mpmoperator.e2e.local.Progress;
import io.mpmoperator.e2e.server.ProcessMemory;
import io.mpmoperator.e2e.server.RawHttp;
import io.mpmoperator.footprint.Calibration;
import io.mpmoperator.footprint.Flavor;
import io.mpmoperator.footprint.Sizing;
import io.mpmoperator.footprint.SizingException;
import io.mpmoperator.footprint.SizingRequest;
import io.mpmoperator.mpm.Mode;
import io.mpmoperator.mpm.MpmDirectives;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The private memory of children that serve: the median of them after each has answered 10 000 varied requests, in each mode;
 * and the limit that the model gives to a site of static content.
 */
final class ChildMemory {

    private static final int REQUESTS = 10_000;
    private static final int PREFORK_CHILDREN = 8;
    private static final int THREADS = 8;
    private static final int CONCURRENCY = 100;
    private static final double MIB = 1 << 20;

    private final Launcher launcher;
    private final Measurements measurements;
    private final Progress progress;

    ChildMemory(Launcher launcher, Measurements measurements, Progress progress) {
        this.launcher = launcher;
        this.measurements = measurements;
        this.progress = progress;
    }

    void measure() throws IOException, SizingException {
        for (Mode mode : Mode.values()) {
            List<Contender> contenders = Stream.concat(Webserver.inEachFlavor(mode), Stream.of(new Apache(mode)))
                    .toList();
            for (Contender contender : contenders) {
                measure(contender, pool(mode), Serving.UNLOGGED, Metric.CHILD_MEMORY);
                measure(contender, pool(mode), Serving.RULED, Metric.RULED_CHILD_MEMORY);
            }
        }
        for (Flavor flavor : Webserver.flavors()) {
            measurements.add(Metric.MEMORY_LIMIT, new Webserver(Mode.EVENT, flavor).label(), limit(flavor) / MIB);
        }
    }

    /** As many children as there are connections under prefork, and one otherwise: a connection each keeps all of them busy. */
    private static Pool pool(Mode mode) {
        return mode == Mode.PREFORK ? Pool.processes(PREFORK_CHILDREN) : Pool.idle(THREADS);
    }

    private void measure(Contender contender, Pool pool, Serving serving, Metric metric) throws IOException {
        try (RunningServer server = launcher.start(contender, pool, serving)) {
            serve(server, pool.processes());
            double median = Statistics.median(server.processes().children().stream()
                    .map(pid -> ProcessMemory.of(pid).privately() / MIB)
                    .toList());
            double control = ProcessMemory.of(server.processes().root()).privately() / MIB;
            measurements.add(metric, server.label(), median);
            if (serving == Serving.UNLOGGED) {
                measurements.add(Metric.CONTROL_PROCESS, server.label(), control);
            }
            progress.done("%s, %s: %s a child, %s the control process"
                    .formatted(
                            server.label(),
                            serving.word(),
                            metric.quantity(median),
                            Metric.CONTROL_PROCESS.quantity(control)));
        } catch (UncheckedIOException e) {
            measurements.fail(
                    metric,
                    contender.label(),
                    1,
                    "%s: a varied request was not answered: %s".formatted(contender.label(), e.getMessage()));
        }
    }

    /** On eight connections at the same time: under prefork each child has its own, hence its share. */
    private void serve(RunningServer server, int children) {
        List<String> heads = Traffic.ofVisitors(launcher.documents().site()).heads();
        List<RawHttp> connections = new ArrayList<>();
        try {
            for (int i = 0; i < PREFORK_CHILDREN; i++) {
                connections.add(RawHttp.connect(server.port()));
            }
            for (int sent = 0; sent < REQUESTS * children; sent += connections.size()) {
                for (int i = 0; i < connections.size(); i++) {
                    connections.get(i).send(heads.get((sent + i) % heads.size()));
                }
                for (RawHttp connection : connections) {
                    requireAnswer(connection.receive().status());
                }
            }
        } finally {
            connections.forEach(RawHttp::close);
        }
    }

    private static void requireAnswer(int status) {
        if (status != 200) {
            throw new UncheckedIOException(new IOException("status " + status));
        }
    }

    /** What the model gives to static content for a hundred requests at once, none idle. */
    private static long limit(Flavor flavor) throws SizingException {
        return Sizing.plan(
                        new SizingRequest.OfConcurrency(
                                Mode.EVENT, CONCURRENCY, MpmDirectives.of(Mode.EVENT), Workload.none(), false),
                        Calibration.shipped(flavor))
                .memoryLimitBytes();
    }
}
