package io.mpmoperator.e2e.grid;

import io.mpmoperator.conf.HandlerMount;
import io.mpmoperator.conf.WebServerConf;
import io.mpmoperator.conf.Workload;
import io.mpmoperator.e2e.server.ServerProcess;
import io.mpmoperator.e2e.server.TestCertificate;
import io.mpmoperator.footprint.Calibration;
import io.mpmoperator.footprint.Sizing;
import io.mpmoperator.footprint.SizingException;
import io.mpmoperator.footprint.SizingPlan;
import io.mpmoperator.footprint.SizingRequest;
import io.mpmoperator.mpm.Mode;
import io.mpmoperator.mpm.MpmDirective;
import io.mpmoperator.mpm.MpmDirectives;
import io.mpmoperator.mpm.MpmSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A size to prove.
 *
 * @param processes that serve; ServerLimit has room for those that drain beside them
 * @param threads in each
 * @param tls whether the clients' connections are encrypted
 */
record GridPlan(Mode mode, int processes, int threads, Workload workload, boolean tls) {

    /** Where the handler of known memory is mounted, and its class, which a jar of the layout has, and an executable inside it. */
    static final String BUSY = "/busy";

    /** What is shown to clients that come encrypted. */
    static final String CERTIFICATE = "rsa";

    private static final String BUSY_CLASS = "io.mpmoperator.tools.calibration.BusyHandler";
    private static final Duration LONG = Duration.ofMinutes(30);

    GridPlan {
        if (mode == Mode.PREFORK && threads != 1) {
            throw new IllegalArgumentException("a prefork child has 1 thread, not " + threads);
        }
    }

    static GridPlan prefork(int processes) {
        return new GridPlan(Mode.PREFORK, processes, 1, Workload.none(), false);
    }

    static GridPlan worker(int processes, int threads) {
        return new GridPlan(Mode.WORKER, processes, threads, Workload.none(), false);
    }

    static GridPlan event(int processes, int threads) {
        return new GridPlan(Mode.EVENT, processes, threads, Workload.none(), false);
    }

    /** What settings come to. */
    static GridPlan of(MpmSettings settings, Workload workload, boolean tls) {
        return new GridPlan(settings.mode(), settings.processes(), settings.threadsPerChild(), workload, tls);
    }

    /** The same, with so many connections parked beside the busy ones. */
    GridPlan parking(int idleConnections) {
        return new GridPlan(mode, processes, threads, workload.withIdleConnections(idleConnections), tls);
    }

    /** The same, encrypted. */
    GridPlan overTls() {
        return new GridPlan(mode, processes, threads, workload, true);
    }

    /** The same, with handlers that hold some MiB in each process and some KiB with each request. */
    GridPlan handling(int heapMebibytes, int perRequestKibibytes) {
        return new GridPlan(
                mode,
                processes,
                threads,
                workload.withHandlerHeapBytes((long) heapMebibytes << 20)
                        .withHeapPerRequestBytes((long) perRequestKibibytes << 10),
                tls);
    }

    /** Requests that are in progress at the same time when every worker is busy. */
    int workers() {
        return processes * threads;
    }

    /** Clients for a full load: the kernel deals connections out unevenly, under event more make sure that each process has its share. */
    int clients() {
        return mode == Mode.EVENT ? workers() * 5 / 4 : workers();
    }

    /** The plan, with ServerLimit derived as the operator has it. */
    SizingPlan sized() throws SizingException {
        MpmDirectives written = MpmDirectives.of(mode)
                .with(MpmDirective.MAX_REQUEST_WORKERS, workers())
                .with(MpmDirective.START_SERVERS, processes);
        return Sizing.plan(
                new SizingRequest.OfDirectives(spread(written), workload, tls, true),
                Calibration.shipped(ServerProcess.flavor()));
    }

    /** All processes are there from the start, and none is ended because it has nothing to do. */
    private MpmDirectives spread(MpmDirectives written) {
        return switch (mode) {
            case PREFORK ->
                written.with(MpmDirective.MIN_SPARE_SERVERS, 1).with(MpmDirective.MAX_SPARE_SERVERS, 2L * processes);
            case WORKER, EVENT ->
                written.with(MpmDirective.THREADS_PER_CHILD, threads)
                        .with(MpmDirective.MIN_SPARE_THREADS, 1)
                        .with(MpmDirective.MAX_SPARE_THREADS, 2L * workers());
        };
    }

    /** What the server is to run. */
    WebServerConf conf(SizingPlan sized, Path documentRoot) {
        WebServerConf conf = staticSite(sized, documentRoot).withHandlers(List.of(new HandlerMount(BUSY, BUSY_CLASS)));
        return ServerProcess.tools()
                .map(Path::toString)
                .map(conf::withHandlerPath)
                .orElse(conf);
    }

    /** The same without the handler: files alone. */
    WebServerConf staticSite(SizingPlan sized, Path documentRoot) {
        WebServerConf defaults = WebServerConf.defaults(mode);
        WebServerConf conf = defaults.withMpm(sized.settings().toDirectives())
                .withDocumentRoot(documentRoot.toString())
                .withHttp(defaults.http().withKeepAliveTimeout(LONG).withMaxKeepAliveRequests(0))
                .withWorkload(workload);
        return tls ? conf.withTls(TestCertificate.named(CERTIFICATE).settings()) : conf;
    }

    @Override
    public String toString() {
        var text = new StringBuilder(mode.directiveValue()).append(' ').append(processes);
        if (mode != Mode.PREFORK) {
            text.append(" x ").append(threads);
        }
        if (workload.idleConnections() > 0) {
            text.append(", ").append(workload.idleConnections()).append(" idle");
        }
        if (workload.handlerHeapBytes() > 0) {
            text.append(", handler ").append(workload.handlerHeapBytes() >> 20).append(" MiB");
        }
        if (workload.heapPerRequestBytes() > 0) {
            text.append(" + ").append(workload.heapPerRequestBytes() >> 10).append(" KiB");
        }
        if (tls) {
            text.append(", TLS");
        }
        return text.toString();
    }
}
