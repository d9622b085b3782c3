package io.mpmoperator.e2e.benchmark;

import io.mpmoperator.e2e.benchmark.contender.Apache;
import io.mpmoperator.e2e.benchmark.contender.Contender;
import io.mpmoperator.e2e.benchmark.contender.Documents;
import io.mpmoperator.e2e.benchmark.contender.Launcher;
import io.mpmoperator.e2e.benchmark.contender.Pool;
import io.mpmoperator.e2e.benchmark.contender.RunningServer;
import io.mpmoperator.e2e.benchmark.contender.Webserver;
import io.mpmoperator.e2e.benchmark.report.Measurements;
import io.mpmoperator.e2e.benchmark.report.Metric;
import io.mpmoperator.e2e.benchmark.report.Statistics;
import io.mpmoperator.e2e.local.Progress;
import io.mpmoperator.e2e.server.ProcessMemory;
import io.mpmoperator.e2e.server.RawHttp;
import io.mpmoperator.mpm.Mode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The private memory of prefork's children that serve: each has answered a thousand requests and then one a second, so
 * that what starting and compiling took has gone back to the kernel.
 */
final class PreforkChild {

    private static final int CHILDREN = 8;
    private static final int REQUESTS = 1000;
    private static final int SECONDS = 12;
    private static final double MIB = 1 << 20;

    private final Launcher launcher;
    private final Measurements measurements;
    private final Progress progress;

    PreforkChild(Launcher launcher, Measurements measurements, Progress progress) {
        this.launcher = launcher;
        this.measurements = measurements;
        this.progress = progress;
    }

    void measure() throws IOException, InterruptedException {
        List<Contender> contenders = Stream.concat(
                        Webserver.inEachFlavor(Mode.PREFORK), Stream.of(new Apache(Mode.PREFORK)))
                .toList();
        for (Contender contender : contenders) {
            try (RunningServer server = launcher.start(contender, Pool.processes(CHILDREN))) {
                serve(server);
                double median = Statistics.median(server.processes().children().stream()
                        .map(pid -> ProcessMemory.of(pid).privately() / MIB)
                        .toList());
                measurements.add(Metric.PREFORK_CHILD, server.label(), median);
                double control = ProcessMemory.of(server.processes().root()).privately() / MIB;
                measurements.add(Metric.CONTROL_PROCESS, server.label(), control);
                progress.done("%s: %s a child, %s the control process"
                        .formatted(
                                server.label(),
                                Metric.PREFORK_CHILD.quantity(median),
                                Metric.CONTROL_PROCESS.quantity(control)));
            }
        }
    }

    /** A connection to each child at the same time, so that every child has its share. */
    private static void serve(RunningServer server) throws InterruptedException {
        List<RawHttp> connections = new ArrayList<>();
        try {
            for (int i = 0; i < CHILDREN; i++) {
                connections.add(RawHttp.connect(server.port()));
            }
            for (int request = 0; request < REQUESTS; request++) {
                request(connections);
            }
            for (int second = 0; second < SECONDS; second++) {
                Thread.sleep(Duration.ofSeconds(1));
                request(connections);
            }
        } finally {
            connections.forEach(RawHttp::close);
        }
    }

    private static void request(List<RawHttp> connections) {
        connections.forEach(connection -> connection.sendGet(Documents.SMALL));
        connections.forEach(RawHttp::receive);
    }
}
