package io.mpmoperator.e2e.benchmark;

import io.mpmoperator.e2e.benchmark.contender.Contender;
import io.mpmoperator.e2e.benchmark.contender.Documents;
import io.mpmoperator.e2e.benchmark.contender.Launcher;
import io.mpmoperator.e2e.benchmark.contender.Pool;
import io.mpmoperator.e2e.benchmark.contender.RunningServer;
import io.mpmoperator.e2e.benchmark.contender.Serving;
import io.mpmoperator.e2e.benchmark.load.IdleConnections;
import io.mpmoperator.e2e.benchmark.process.OpenFiles;
import io.mpmoperator.e2e.benchmark.report.Measurements;
import io.mpmoperator.e2e.benchmark.report.Metric;
import io.mpmoperator.e2e.benchmark.report.Statistics;
import io.mpmoperator.e2e.local.Progress;
import io.mpmoperator.e2e.server.RawHttp;
import java.io.IOException;
import java.util.stream.Stream;

/** What 10 000 idle connections cost a server that has one process of threads, and the next client. */
final class Idle {

    private static final int CONNECTIONS = 10_000;
    private static final int SPARE_FILES = 500;
    private static final int FIRST_REQUESTS = 20;
    private static final int NEXT_CLIENTS = 21;

    private final Launcher launcher;
    private final Measurements measurements;
    private final Progress progress;

    Idle(Launcher launcher, Measurements measurements, Progress progress) {
        this.launcher = launcher;
        this.measurements = measurements;
        this.progress = progress;
    }

    void measure() throws IOException {
        int connections = (int) Math.min(CONNECTIONS, OpenFiles.limit() - SPARE_FILES);
        if (connections < CONNECTIONS) {
            measurements.note("only %d idle connections: a process may open %d files here, see ulimit -n"
                    .formatted(connections, OpenFiles.limit()));
        }
        for (Contender contender : Contender.holdingIdleConnections()) {
            try (RunningServer server = launcher.start(contender, Pool.idle(connections), Serving.UNLOGGED)) {
                measure(server, connections);
            }
        }
    }

    private void measure(RunningServer server, int connections) throws IOException {
        for (int i = 0; i < FIRST_REQUESTS; i++) {
            RawHttp.get(server.port(), Documents.SMALL);
        }
        long before = server.processes().privateBytes();
        try (IdleConnections _ = IdleConnections.open(launcher, server.port(), Documents.SMALL, connections)) {
            long after = server.processes().privateBytes();
            double growth = (after - before) / 1024.0 / connections;
            double next = nextClientMillis(server);
            measurements.add(Metric.IDLE_GROWTH, server.label(), growth);
            measurements.add(Metric.IDLE_NEXT_CLIENT, server.label(), next);
            measurements.add(Metric.IDLE_MEMORY, server.label(), after / 1e6);
            progress.done("%d idle connections: %s %s each, %s in all, next client %s"
                    .formatted(
                            connections,
                            server.label(),
                            Metric.IDLE_GROWTH.quantity(growth),
                            Metric.IDLE_MEMORY.quantity(after / 1e6),
                            Metric.IDLE_NEXT_CLIENT.quantity(next)));
        }
    }

    private static double nextClientMillis(RunningServer server) {
        return Statistics.median(Stream.generate(() -> {
                    long start = System.nanoTime();
                    int status = RawHttp.get(server.port(), Documents.SMALL).status();
                    if (status != 200) {
                        throw new IllegalStateException(server.label() + " answers the next client with " + status);
                    }
                    return (System.nanoTime() - start) / 1e6;
                })
                .limit(NEXT_CLIENTS)
                .toList());
    }
}
