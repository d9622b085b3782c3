package io.mpmoperator.e2e.local;

import io.mpmoperator.api.v1alpha1.WebServer;
import io.mpmoperator.e2e.apiserver.LocalApiServer;
import io.mpmoperator.e2e.local.node.RunningPod;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.logging.LogManager;

/**
 * The main program: starts the cluster, applies the samples, prints what runs and stays until Ctrl-C.
 *
 * <p>System properties: {@code local.root} the repository; {@code local.port} of the API server, 0 (default) for any;
 * {@code local.exit} true to check each URL and end, with a failure where one does not answer as it should;
 * {@code local.timeout} in seconds, until when each sample must be available; {@code local.flavor} of WebServers that name
 * none: {@code jvm}, {@code native}, or {@code auto} (default), which is native where the native server is built.
 */
public final class LocalCluster {

    private static final Duration REQUEST = Duration.ofSeconds(10);
    private static final long PARENT_LOOK_MILLIS = 500;

    /** The exit status after a failure whose reason was printed; the build fails on it without a stack trace of its own. */
    private static final int REASON_GIVEN = 3;

    private final Layout layout;
    private final Progress progress;
    private final Cluster cluster;

    private LocalCluster(Layout layout, Path work, Progress progress) {
        this.layout = layout;
        this.progress = progress;
        this.cluster = new Cluster(layout, work, progress);
    }

    /** Exit status 3, with the reason in a sentence, where the cluster cannot be started or does not serve. */
    public static void main(String[] args) throws IOException {
        Layout layout = new Layout(Path.of(System.getProperty("local.root", "")).toAbsolutePath());
        Path work = Files.createDirectories(layout.root().resolve("e2e/local-cluster/target/local"));
        logTo(work.resolve("cluster.log"));
        Files.deleteIfExists(failed(work));
        Progress progress = new Progress(System.out);
        LocalCluster local = new LocalCluster(layout, work, progress);
        CountDownLatch stopping = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stopping.countDown();
            local.stop();
        }));
        stopWithParent();
        try {
            int port = port();
            Duration timeout = Duration.ofSeconds(number("local.timeout", 120));
            List<String> names = local.run(port, timeout);
            if (Boolean.getBoolean("local.exit")) {
                if (!local.check(names)) {
                    fail(work, "a pod does not serve its page");
                }
                Files.deleteIfExists(failed(work));
                System.exit(0);
            }
            progress.done("running until Ctrl-C");
            stopping.await();
        } catch (LocalClusterException e) {
            fail(work, String.valueOf(e.getMessage()));
        } catch (Exception e) {
            if (stopping.getCount() > 0) {
                System.getLogger(LocalCluster.class.getName()).log(System.Logger.Level.ERROR, "event=failed", e);
                fail(work, "%s; more is in %s".formatted(e, work.resolve("cluster.log")));
            }
        }
    }

    /** Is there after a failure, for the build that started this program to see. */
    private static Path failed(Path work) {
        return work.resolve("failed");
    }

    private static void fail(Path work, String reason) throws IOException {
        System.err.println("local cluster: " + reason);
        Files.writeString(failed(work), reason);
        System.exit(REASON_GIVEN);
    }

    private static int port() throws LocalClusterException {
        int port = number("local.port", 0);
        if (port > 65535) {
            throw new LocalClusterException("-Dlocal.port=%d is not a port: accepted is 0 to 65535".formatted(port));
        }
        return port;
    }

    private static int number(String property, int otherwise) throws LocalClusterException {
        String text = System.getProperty(property, "");
        try {
            return text.isEmpty() ? otherwise : Integer.parseUnsignedInt(text);
        } catch (NumberFormatException e) {
            throw new LocalClusterException("-D%s=%s is not a number".formatted(property, text), e);
        }
    }

    /** Everything that libraries and the node log goes to a file: the terminal is for the progress. */
    private static void logTo(Path file) throws IOException {
        String configuration = """
                handlers=java.util.logging.FileHandler
                .level=INFO
                java.util.logging.FileHandler.pattern=%s
                java.util.logging.FileHandler.formatter=java.util.logging.SimpleFormatter
                java.util.logging.SimpleFormatter.format=time=%%1$tFT%%1$tT.%%1$tL%%1$tz level=%%4$s logger=%%3$s %%5$s%%6$s%%n
                """.formatted(file.toString().replace("%", "%%").replace("\\", "\\\\"));
        LogManager.getLogManager()
                .readConfiguration(new ByteArrayInputStream(configuration.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** Maven starts this program; where Maven is killed, nothing could stop it any more. */
    private static void stopWithParent() {
        Optional<ProcessHandle> parent = ProcessHandle.current().parent();
        if (parent.isEmpty()) {
            return;
        }
        Thread watch = new Thread(
                () -> {
                    try {
                        while (parent.get().isAlive()) {
                            Thread.sleep(PARENT_LOOK_MILLIS);
                        }
                        System.exit(1);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "parent-watch");
        watch.setDaemon(true);
        watch.start();
    }

    private List<String> run(int port, Duration timeout)
            throws LocalClusterException, IOException, InterruptedException {
        cluster.start(port, DefaultFlavor.of(System.getProperty("local.flavor", ""), layout));
        List<String> names = new ArrayList<>();
        for (Path sample : Layout.yamlFiles(layout.samples())) {
            List<String> applied = cluster.apply(sample).stream()
                    .map(server -> server.getMetadata().getName())
                    .toList();
            names.addAll(applied);
            progress.done(
                    "applied %s: WebServer %s".formatted(layout.root().relativize(sample), String.join(", ", applied)));
        }
        for (String name : names) {
            cluster.awaitAvailable(name, timeout);
            progress.done(name + " is available");
        }
        System.out.printf("%n%s%n", cluster.table(names));
        System.out.printf("kubectl:  export KUBECONFIG=%s%n%n", cluster.kubeconfig());
        return names;
    }

    /** Asks each pod for its page; true if each answers with 200 and what its sample serves. */
    private boolean check(List<String> names) throws InterruptedException {
        boolean all = true;
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(REQUEST).build()) {
            for (String name : names) {
                String expected = content(cluster.webServer(name));
                for (RunningPod pod : cluster.running(name)) {
                    String verdict = ask(http, Cluster.url(pod), expected);
                    progress.done("%s %s".formatted(Cluster.url(pod), verdict));
                    all &= verdict.startsWith("serves");
                }
            }
        }
        return all;
    }

    private static String ask(HttpClient http, String url, String expected) throws InterruptedException {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(url)).timeout(REQUEST).build();
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                return "FAILS: answers " + response.statusCode();
            }
            return response.body().equals(expected) ? "serves its page" : "FAILS: answers with another page";
        } catch (IOException e) {
            return "FAILS: " + e;
        }
    }

    /** The page that a sample serves: {@code index.html} of its content's ConfigMap. */
    private String content(WebServer server) {
        var content = Optional.ofNullable(server.getSpec().content()).map(source -> source.configMap());
        return content.map(source -> cluster.client()
                        .configMaps()
                        .inNamespace(LocalApiServer.NAMESPACE)
                        .withName(source.name())
                        .get()
                        .getData()
                        .getOrDefault("index.html", ""))
                .orElse("");
    }

    private void stop() {
        boolean running = cluster.isStarted();
        if (running) {
            progress.done("stopping");
        }
        cluster.close();
        if (running) {
            progress.done("stopped");
        }
    }
}
