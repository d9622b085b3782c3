package io.mpmoperator.e2e.server;

import io.mpmoperator.conf.ConfWriter;
import io.mpmoperator.conf.Listen;
import io.mpmoperator.conf.ListenAddress;
import io.mpmoperator.conf.WebServerConf;
import io.mpmoperator.e2e.local.Layout;
import io.mpmoperator.e2e.local.LocalClusterException;
import io.mpmoperator.footprint.Flavor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A web server that runs {@code bin/webserver run} of the installed layout, on ports that the kernel chose. Closing it ends
 * every process it started.
 */
public final class ServerProcess implements AutoCloseable {

    /** The system property that names another layout than the one that was built: another flavor, an image's. */
    public static final String DIST_PROPERTY = "webserver.dist";

    private static final Pattern LISTENING = Pattern.compile("event=listening .* port=(\\d+) managementPort=(\\d+)");
    private static final Pattern FURTHER = Pattern.compile("event=listening-too .* port=(\\d+)");
    private static final Pattern PROCESS_ROW = Pattern.compile("<tr><td>\\d+<td>(\\d+)<td class=c>");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final Path folder;
    private final WebServerConf conf;
    private static final Layout REPOSITORY = new Layout(
            Path.of(System.getProperty("local.root", "../..")).toAbsolutePath().normalize());
    private static final Path BUILT = REPOSITORY.serverHome();

    private int port;
    private int managementPort;

    private ServerProcess(Process process, Path folder, WebServerConf conf) {
        this.process = process;
        this.folder = folder;
        this.conf = conf;
    }

    /** The jar of the layout that has the handler of known memory; an executable has it inside, or not at all. */
    public static Optional<Path> tools() {
        return flavor() == Flavor.JVM ? Optional.of(dist().resolve("tools/mpm-tools.jar")) : Optional.empty();
    }

    /** The folder of the installed layout. */
    public static Path dist() {
        String other = System.getProperty(DIST_PROPERTY, "");
        return other.isEmpty() ? BUILT : Path.of(other).toAbsolutePath().normalize();
    }

    /** Looks once whether the build's own layout has what was compiled last. */
    private static final class Built {

        private static final Optional<String> STALE = stale();

        private static Optional<String> stale() {
            try {
                REPOSITORY.checkServerIsCurrent();
                return Optional.empty();
            } catch (LocalClusterException e) {
                return Optional.ofNullable(e.getMessage());
            }
        }

        static void requireCurrent() {
            STALE.ifPresent(reason -> {
                throw new IllegalStateException(reason);
            });
        }
    }

    /** The flavor of the layout: the native one has no jars. */
    public static Flavor flavor() {
        return Files.exists(dist().resolve("lib")) ? Flavor.JVM : Flavor.NATIVE;
    }

    /** The folder of a flavor's layout: the one that is named, where that is of this flavor, or the one that is built. */
    public static Path distOf(Flavor flavor) {
        if (flavor() == flavor) {
            return dist();
        }
        return switch (flavor) {
            case JVM -> BUILT;
            case NATIVE -> BUILT.resolveSibling("webserver-native");
        };
    }

    /**
     * Starts a server and waits until it is ready.
     *
     * @param conf what it is to do; each port that it listens on is replaced by a free one of the loopback address
     * @param folder for its configuration and its log
     */
    public static ServerProcess start(WebServerConf conf, Path folder) {
        return startLimited(conf, folder, "");
    }

    /**
     * The same, after the shell has been told something that its processes inherit.
     *
     * @param limit a command of the shell, such as {@code ulimit -n 64}; nothing when it is empty
     */
    public static ServerProcess startLimited(WebServerConf conf, Path folder, String limit) {
        ListenAddress free = new ListenAddress("127.0.0.1", 0);
        WebServerConf local = conf.withListens(conf.listens().stream()
                        .map(listen -> new Listen(free, listen.https()))
                        .toList())
                .withManagementListen(free);
        return started(launch(local, folder, limit));
    }

    /** The same at the ports that the configuration names. */
    public static ServerProcess startAtItsPorts(WebServerConf conf, Path folder) {
        return started(launch(conf.withManagementListen(new ListenAddress("127.0.0.1", 0)), folder, ""));
    }

    private static ServerProcess started(ServerProcess server) {
        try {
            server.awaitPorts();
            server.awaitReady();
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private static ServerProcess launch(WebServerConf conf, Path folder, String limit) {
        try {
            Path file = folder.resolve("webserver.conf");
            Files.writeString(file, ConfWriter.write(conf));
            ProcessBuilder builder = command(folder, "run", "-c", file.toString());
            if (!limit.isEmpty()) {
                builder.command().addAll(0, List.of("/bin/sh", "-c", limit + "; exec \"$0\" \"$@\""));
            }
            return new ServerProcess(builder.start(), folder, conf);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A command of the layout, with its output in {@code server.log} of a folder. */
    public static ProcessBuilder command(Path folder, String... words) {
        return command(dist(), folder, words);
    }

    /** The same of another layout. */
    public static ProcessBuilder command(Path dist, Path folder, String... words) {
        if (dist.equals(BUILT)) {
            Built.requireCurrent();
        }
        List<String> command =
                new ArrayList<>(List.of(dist.resolve("bin/webserver").toString()));
        command.addAll(Arrays.asList(words));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("server.log").toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder;
    }

    private void awaitPorts() {
        Await.until("the server listens", PATIENCE, () -> {
            Matcher line = LISTENING.matcher(log());
            if (line.find()) {
                port = Integer.parseInt(line.group(1));
                managementPort = Integer.parseInt(line.group(2));
            } else {
                checkAlive();
            }
            return port != 0;
        });
    }

    private void awaitReady() {
        Await.until("the server is ready", PATIENCE, () -> management("/readyz").status() == 200);
    }

    /**
     * Checks that the control process runs.
     *
     * @throws IllegalStateException with its log, when it has ended
     */
    public void checkAlive() {
        if (!process.isAlive()) {
            throw new IllegalStateException("the server has ended:\n" + log());
        }
    }

    /** The port that requests are answered at. */
    public int port() {
        return port;
    }

    /** The second port, and those after it. */
    public List<Integer> furtherPorts() {
        return FURTHER.matcher(log())
                .results()
                .map(line -> Integer.parseInt(line.group(1)))
                .limit(conf.listens().size() - 1L)
                .toList();
    }

    /** The management port. */
    public int managementPort() {
        return managementPort;
    }

    /** What it was started with. */
    public WebServerConf conf() {
        return conf;
    }

    /** Writes another configuration into its file, which a restart reads. */
    public void rewrite(WebServerConf changed) throws IOException {
        Files.writeString(folder.resolve("webserver.conf"), ConfWriter.write(changed));
    }

    /** The text of its configuration file. */
    public String written() throws IOException {
        return Files.readString(folder.resolve("webserver.conf"));
    }

    /** Writes any text into its configuration file, which a restart reads. */
    public void rewriteText(String text) throws IOException {
        Files.writeString(folder.resolve("webserver.conf"), text);
    }

    /** Offers another configuration beside its file, and says by the hash that it is to be taken up. */
    public void offer(String text) throws IOException {
        Files.writeString(folder.resolve("webserver.conf.candidate"), text);
        announceText(text);
    }

    /** Says by its hash which configuration is to be in force. */
    public void announceText(String text) throws IOException {
        Path file = folder.resolve("webserver.conf.sha256");
        Path whole = Files.writeString(folder.resolve("announced"), sha256(text.getBytes(StandardCharsets.UTF_8)));
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Replaces its configuration file, and says beside it by the hash that this one is to be taken up. */
    public void announce(WebServerConf changed) throws IOException {
        rewrite(changed);
        announceText(written());
    }

    /** All it has logged so far. */
    public String log() {
        try {
            Path file = folder.resolve("server.log");
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The value of a metric without labels, or with those that are in its name; empty where there is none. */
    public Optional<String> metric(String name) {
        return management("/metrics")
                .text()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> line.substring(name.length() + 1))
                .findFirst();
    }

    /** Asks the management port. */
    public RawHttp.Response management(String path) {
        return RawHttp.get(managementPort, path);
    }

    /** A new connection to the server. */
    public RawHttp connect() {
        return RawHttp.connect(port);
    }

    /** The keys and values of {@code /server-status?auto}. */
    public Map<String, String> status() {
        return management("/server-status?auto")
                .text()
                .lines()
                .filter(line -> line.contains(": "))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf(':')),
                        line -> line.substring(line.indexOf(':') + 2),
                        (first, second) -> first));
    }

    /** A number of {@code /server-status?auto}. */
    public int statusNumber(String key) {
        return Integer.parseInt(status().getOrDefault(key, "-1"));
    }

    /** The process ids of the children, ascending. */
    public List<Long> children() {
        return process.toHandle()
                .children()
                .map(ProcessHandle::pid)
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    /** The process ids that {@code /server-status} shows, ascending. */
    public List<Long> childrenOnThePage() {
        return PROCESS_ROW
                .matcher(management("/server-status").text())
                .results()
                .map(row -> Long.parseLong(row.group(1)))
                .sorted()
                .toList();
    }

    /** Lines of the log that tell of an event. */
    public List<String> logged(String event) {
        return log().lines()
                .filter(line -> line.contains(" event=" + event + " "))
                .toList();
    }

    /**
     * Waits until the server has logged an event so often, for its lines follow what clients see. Gives all that are
     * there then, which may be more.
     *
     * @throws IllegalStateException if they are not there within a minute
     */
    public List<String> awaitLogged(String event, int times) {
        Await.until(
                event + " is logged " + times + " times",
                PATIENCE,
                () -> logged(event).size() >= times);
        return logged(event);
    }

    /** The process id of the control process. */
    public long pid() {
        return process.pid();
    }

    /** Sends a signal to the control process, {@code TERM} or {@code USR1}. */
    public void signal(String name) {
        Signals.send(process.pid(), name);
    }

    /**
     * Waits for the server's end.
     *
     * @return its exit code, or null when it runs on
     */
    public @Nullable Integer await(Duration patience) throws InterruptedException {
        return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS) ? process.exitValue() : null;
    }

    @Override
    public void close() {
        List<ProcessHandle> all = process.toHandle().descendants().toList();
        process.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
