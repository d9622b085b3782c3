package io.mpmoperator.e2e.benchmark.contender;

import io.mpmoperator.conf.ConfWriter;
import io.mpmoperator.conf.HttpSettings;
import io.mpmoperator.conf.ListenAddress;
import io.mpmoperator.conf.LogSettings;
import io.mpmoperator.conf.LogSettings.AccessLogFormat;
import io.mpmoperator.conf.WebServerConf;
import io.mpmoperator.conf.Workload;
import io.mpmoperator.e2e.server.ServerProcess;
import io.mpmoperator.e2e.server.TestCertificate;
import io.mpmoperator.footprint.Flavor;
import io.mpmoperator.mpm.Mode;
import io.mpmoperator.mpm.MpmDirective;
import io.mpmoperator.mpm.MpmDirectives;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Our own server, from its installed layout. */
public record Webserver(Mode mode, Flavor flavor) implements Contender {

    /** Our own flavors that are there: the JVM's, and the native one where it was built. */
    public static List<Flavor> flavors() {
        return Files.isExecutable(ServerProcess.distOf(Flavor.NATIVE).resolve("bin/webserver"))
                ? List.of(Flavor.JVM, Flavor.NATIVE)
                : List.of(Flavor.JVM);
    }

    /** A mode in each of our flavors. */
    public static Stream<Contender> inEachFlavor(Mode mode) {
        return flavors().stream().map(flavor -> new Webserver(mode, flavor));
    }

    @Override
    public String label() {
        return (flavor == Flavor.NATIVE ? "ours native " : "ours ") + mode.directiveValue();
    }

    @Override
    public Pool poolFor(int connections) {
        return Pool.busy(mode, connections);
    }

    @Override
    public ProcessBuilder prepare(Path folder, Documents documents, int port, Pool pool, Serving serving)
            throws IOException {
        Path file = folder.resolve("webserver.conf");
        Files.writeString(file, ConfWriter.write(conf(folder, documents, port, pool, serving)));
        return ServerProcess.command(ServerProcess.distOf(flavor), folder, "run", "-c", file.toString());
    }

    private WebServerConf conf(Path folder, Documents documents, int port, Pool pool, Serving serving) {
        HttpSettings http =
                HttpSettings.defaults().withMaxKeepAliveRequests(0).withKeepAliveTimeout(pool.keepAliveTimeout());
        WebServerConf conf = WebServerConf.defaults(mode)
                .withListen(new ListenAddress("127.0.0.1", port))
                .withManagementListen(new ListenAddress("127.0.0.1", 0))
                .withDocumentRoot(documents.folder().toString())
                .withMpm(mode == Mode.PREFORK ? prefork(pool) : threaded(pool))
                .withWorkload(Workload.none()
                        .withIdleConnections(mode == Mode.EVENT ? pool.connections() - pool.workers() : 0))
                .withHttp(http);
        return switch (serving) {
            case UNLOGGED -> conf;
            case LOGGED ->
                conf.withLogs(LogSettings.defaults()
                        .withAccessLog(folder.resolve("access.log").toString(), AccessLogFormat.COMBINED));
            case RULED, COMPRESSED -> conf.withSite(Site.tree(serving));
            case ENCRYPTED ->
                conf.withTls(TestCertificate.named(Contender.CERTIFICATE).settings());
        };
    }

    private static MpmDirectives prefork(Pool pool) {
        return MpmDirectives.of(Mode.PREFORK)
                .with(MpmDirective.START_SERVERS, pool.processes())
                .with(MpmDirective.MIN_SPARE_SERVERS, 1)
                .with(MpmDirective.MAX_SPARE_SERVERS, pool.processes())
                .with(MpmDirective.SERVER_LIMIT, pool.processes())
                .with(MpmDirective.MAX_REQUEST_WORKERS, pool.processes());
    }

    private MpmDirectives threaded(Pool pool) {
        MpmDirectives directives = MpmDirectives.of(mode)
                .with(MpmDirective.START_SERVERS, pool.processes())
                .with(MpmDirective.MIN_SPARE_THREADS, 1)
                .with(MpmDirective.MAX_SPARE_THREADS, 2L * pool.workers())
                .with(MpmDirective.SERVER_LIMIT, pool.processes())
                .with(MpmDirective.THREAD_LIMIT, pool.threadsPerProcess())
                .with(MpmDirective.THREADS_PER_CHILD, pool.threadsPerProcess())
                .with(MpmDirective.MAX_REQUEST_WORKERS, pool.workers());
        return mode == Mode.EVENT
                ? directives.with(MpmDirective.ASYNC_REQUEST_WORKER_FACTOR, pool.connectionsPerThread())
                : directives;
    }
}
