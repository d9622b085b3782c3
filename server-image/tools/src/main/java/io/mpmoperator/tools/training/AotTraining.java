package io.mpmoperator.tools.training;

import io.mpmoperator.conf.ConfWriter;
import io.mpmoperator.conf.ListenAddress;
import io.mpmoperator.conf.LogSettings.AccessLogFormat;
import io.mpmoperator.conf.WebServerConf;
import io.mpmoperator.footprint.Calibration;
import io.mpmoperator.footprint.Flavor;
import io.mpmoperator.footprint.Sizing;
import io.mpmoperator.footprint.SizingException;
import io.mpmoperator.footprint.SizingPlan;
import io.mpmoperator.footprint.SizingRequest;
import io.mpmoperator.mpm.Mode;
import io.mpmoperator.mpm.MpmDirective;
import io.mpmoperator.mpm.MpmDirectives;
import io.mpmoperator.server.control.ControlOptions;
import io.mpmoperator.server.control.JitTuning;
import io.mpmoperator.server.installation.AotCaches;
import io.mpmoperator.server.installation.AotCaches.Role;
import io.mpmoperator.server.jdk.SocketAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes the AOT caches (JEP 483, 514) of an installed layout: runs the server of that layout with one child, sends it
 * requests of every kind, and has the JVM write down what was loaded and linked, in processes that were started
 * with exactly the options of production. A cache that was made with others would not be used.
 */
public final class AotTraining {

    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    /** To write down what was recorded takes a busy machine minutes. */
    private static final int PATIENCE_SECONDS = 300;

    /**
     * Profiles of methods (JEP 515) stay out of the caches. They would have the JVM compile at once what a training run has
     * compiled: a child takes 1 MB less without them, 2 MB in the threaded modes, and a third less of processor time to
     * start; it is as quick after as many requests.
     */
    private static final List<String> WITHOUT_PROFILES =
            List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:-AOTRecordTraining", "-XX:-AOTReplayTraining");

    private final Path layout;
    private final Path work;

    private AotTraining(Path layout, Path work) {
        this.layout = layout;
        this.work = work;
    }

    /**
     * Makes the caches of the layout that the first word names; the second, where there is one, names a folder to work in, which
     * is kept.
     */
    public static void main(String[] words) throws IOException, InterruptedException, SizingException {
        if (words.length > 2) {
            System.err.println(
                    "webserver: train: '" + words[2] + "' is one word too many; accepted is a folder to work in");
            System.exit(1);
        }
        Path work = words.length > 1 ? Path.of(words[1]) : Files.createTempDirectory("train");
        AotTraining training = new AotTraining(Path.of(words[0]).toAbsolutePath(), work.toAbsolutePath());
        training.forget();
        training.train(Mode.PREFORK, List.of(Role.PREFORK));
        training.train(Mode.EVENT, List.of(Role.THREADED, Role.CONTROL));
    }

    private void forget() throws IOException {
        for (Role role : Role.values()) {
            Files.deleteIfExists(role.cache(layout.resolve("lib")));
        }
    }

    private void train(Mode mode, List<Role> roles) throws IOException, InterruptedException, SizingException {
        Path folder = Files.createDirectories(work.resolve(mode.directiveValue()));
        WebServerConf conf = conf(mode, folder);
        record(conf, folder);
        SizingPlan plan = Sizing.plan(SizingRequest.forConf(conf), Calibration.shipped(Flavor.JVM));
        for (Role role : roles) {
            create(role, folder, role == Role.CONTROL ? ControlOptions.ofJvm() : ofChild(plan));
        }
    }

    private static List<String> ofChild(SizingPlan plan) {
        return Stream.of(
                        plan.childOptions(),
                        SocketAccess.JVM_OPTIONS,
                        JitTuning.of(plan.settings().mode()))
                .flatMap(List::stream)
                .toList();
    }

    private static WebServerConf conf(Mode mode, Path folder) {
        MpmDirectives one = MpmDirectives.of(mode).with(MpmDirective.START_SERVERS, 1);
        one = switch (mode) {
            case PREFORK -> one.with(MpmDirective.MAX_REQUEST_WORKERS, 1);
            case WORKER, EVENT -> one.with(MpmDirective.MAX_REQUEST_WORKERS, 25);
        };
        WebServerConf defaults = WebServerConf.defaults(mode);
        return defaults.withListen(new ListenAddress("127.0.0.1", 0))
                .withManagementListen(new ListenAddress("127.0.0.1", 0))
                .withLogs(defaults.logs()
                        .withErrorLog(folder.resolve("error.log").toString())
                        .withAccessLog(folder.resolve("access.log").toString(), AccessLogFormat.COMBINED))
                .withMpm(one);
    }

    private void record(WebServerConf conf, Path folder) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("webserver.conf"), ConfWriter.write(conf));
        Path log = Path.of(conf.logs().errorLog());
        Files.deleteIfExists(log);
        ProcessBuilder builder = new ProcessBuilder(
                        layout.resolve("bin").resolve("webserver").toString(), "run", "-c", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.log").toFile());
        builder.environment().put(AotCaches.RECORD_VARIABLE, folder.toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process server = builder.start();
        try {
            new Visitor(LoggedPorts.await(log, server)).visit();
        } finally {
            server.destroy();
            if (!server.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                server.destroyForcibly().waitFor();
            }
        }
        if (server.exitValue() != 0) {
            throw new IllegalStateException("the training run ended with " + server.exitValue() + ": see " + folder);
        }
    }

    private void create(Role role, Path folder, List<String> options) throws IOException, InterruptedException {
        Path cache = role.cache(layout.resolve("lib"));
        List<String> command = new ArrayList<>(List.of(JAVA.toString()));
        command.addAll(options);
        command.addAll(WITHOUT_PROFILES);
        command.addAll(List.of(
                "-XX:AOTMode=create",
                "-XX:AOTConfiguration=" + role.configuration(folder),
                "-XX:AOTCache=" + cache,
                "-Xlog:aot=off",
                "-Xlog:cds=off",
                "-cp",
                classPath()));
        Path log = folder.resolve(cache.getFileName() + ".log");
        Process assembly = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (assembly.waitFor() != 0 || !Files.exists(cache)) {
            throw new IllegalStateException("no AOT cache was made for " + role + ": see " + log);
        }
    }

    /** As {@code bin/webserver} puts it together. */
    private String classPath() throws IOException {
        try (Stream<Path> files = Files.list(layout.resolve("lib"))) {
            return files.map(Path::toString)
                    .filter(name -> name.endsWith(".jar"))
                    .sorted()
                    .collect(Collectors.joining(":"));
        }
    }
}
