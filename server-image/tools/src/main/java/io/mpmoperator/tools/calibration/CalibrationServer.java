package io.mpmoperator.tools.calibration;

import io.mpmoperator.conf.ConfWriter;
import io.mpmoperator.conf.HandlerMount;
import io.mpmoperator.conf.ListenAddress;
import io.mpmoperator.conf.WebServerConf;
import io.mpmoperator.mpm.Mode;
import io.mpmoperator.mpm.MpmDirective;
import io.mpmoperator.mpm.MpmDirectives;
import io.mpmoperator.server.control.ForeignOptions;
import io.mpmoperator.tools.training.LoggedPorts;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;

/** The server of a layout as it runs for a {@link CalibrationPoint}, with all its children from the start. */
final class CalibrationServer implements AutoCloseable {

    /** Where the {@link BusyHandler} is mounted. */
    static final String PATH = "/busy";

    /** Heap beside what the model gives: a point that finds the constants cannot rely on them. */
    private static final long SPARE_HEAP = 4 << 20;

    private static final Duration LONG = Duration.ofMinutes(10);
    private static final int STOP_SECONDS = 30;

    private final Process process;
    private final LoggedPorts ports;
    private final SocketFactory sockets;

    private CalibrationServer(Process process, LoggedPorts ports, SocketFactory sockets) {
        this.process = process;
        this.ports = ports;
        this.sockets = sockets;
    }

    /**
     * Starts a server and waits until it listens.
     *
     * @param layout what is measured
     * @param work for the content, the configuration and the logs
     * @param kernel the group to run it in
     * @param certificate what a point with TLS needs
     * @param options for all its JVMs, beside their own
     */
    static CalibrationServer start(
            CalibrationPoint point,
            Layout layout,
            Path work,
            Optional<KernelMemory> kernel,
            Optional<CalibrationCertificate> certificate,
            String... options)
            throws IOException, InterruptedException {
        Path folder = Files.createDirectories(work.resolve(point.toString().replaceAll("[^a-z0-9]+", "-")));
        Path log = folder.resolve("error.log");
        Files.deleteIfExists(log);
        Optional<CalibrationCertificate> shown = certificate.filter(_ -> point.tls());
        WebServerConf plain =
                conf(point, layout, log).withDocumentRoot(documentRoot(work).toString());
        WebServerConf written =
                shown.map(CalibrationCertificate::files).map(plain::withTls).orElse(plain);
        Path conf = Files.writeString(folder.resolve("webserver.conf"), ConfWriter.write(written));
        List<String> command = new ArrayList<>(kernel.map(KernelMemory::joining).orElse(List.of()));
        command.addAll(List.of(layout.program().toString(), "run", "-c", conf.toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.log").toFile());
        Optional.ofNullable(System.getProperty("java.home"))
                .ifPresent(home -> builder.environment().put("JAVA_HOME", home));
        if (options.length > 0) {
            builder.environment().put(ForeignOptions.TRIAL_VARIABLE, String.join(" ", options));
        }
        Process process = builder.start();
        try {
            SocketFactory sockets = shown.<SocketFactory>map(
                            own -> own.trusting().getSocketFactory())
                    .orElseGet(SocketFactory::getDefault);
            return new CalibrationServer(process, LoggedPorts.await(log, process), sockets);
        } catch (IllegalStateException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /** The content that every point serves. */
    static Path documentRoot(Path work) {
        return work.resolve("content");
    }

    private static WebServerConf conf(CalibrationPoint point, Layout layout, Path log) {
        WebServerConf plain = WebServerConf.defaults(point.mode());
        WebServerConf defaults = layout.handlers()
                .map(Path::toString)
                .map(plain::withHandlerPath)
                .orElse(plain);
        return defaults.withListen(new ListenAddress("127.0.0.1", 0))
                .withManagementListen(new ListenAddress("127.0.0.1", 0))
                .withLogs(defaults.logs().withErrorLog(log.toString()))
                .withMpm(directives(point))
                .withHttp(defaults.http().withKeepAliveTimeout(LONG).withMaxKeepAliveRequests(0))
                .withHandlers(List.of(new HandlerMount(PATH, BusyHandler.class.getName())))
                .withSite(point.siteDirectives() > 0 ? RuledSite.ofDirectives(point.siteDirectives()) : defaults.site())
                .withWorkload(defaults.workload().withHandlerHeapBytes(SPARE_HEAP));
    }

    private static MpmDirectives directives(CalibrationPoint point) {
        int children = point.children();
        MpmDirectives base = MpmDirectives.of(point.mode())
                .with(MpmDirective.START_SERVERS, children)
                .with(MpmDirective.SERVER_LIMIT, children + 1)
                .with(MpmDirective.MAX_REQUEST_WORKERS, (long) children * point.threads());
        if (point.mode() == Mode.PREFORK) {
            return base.with(MpmDirective.MIN_SPARE_SERVERS, 1).with(MpmDirective.MAX_SPARE_SERVERS, children + 1);
        }
        MpmDirectives threaded = base.with(MpmDirective.THREAD_LIMIT, point.threads())
                .with(MpmDirective.THREADS_PER_CHILD, point.threads())
                .with(MpmDirective.MIN_SPARE_THREADS, 1)
                .with(MpmDirective.MAX_SPARE_THREADS, (children + 1L) * point.threads());
        return point.mode() == Mode.WORKER
                ? threaded
                : threaded.with(
                        MpmDirective.ASYNC_REQUEST_WORKER_FACTOR,
                        BigDecimal.valueOf(2 + Math.ceilDiv(2L * point.parked(), point.threads())));
    }

    /** A new connection to a child, encrypted in a point with TLS. */
    Socket connect() throws IOException {
        return sockets.createSocket(InetAddress.getLoopbackAddress(), ports.http());
    }

    int managementPort() {
        return ports.management();
    }

    long pid() {
        return process.pid();
    }

    List<Long> children() {
        return process.toHandle().children().map(ProcessHandle::pid).sorted().toList();
    }

    @Override
    public void close() {
        List<ProcessHandle> all = process.toHandle().descendants().toList();
        process.destroy();
        try {
            process.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
    }
}
