package io.mpmoperator.e2e.local;

import io.mpmoperator.e2e.local.node.ProcessGuard;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The operator as it is shipped, in a process of its own, which knows the cluster by its kubeconfig alone. */
public final class OperatorProcess implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration END = Duration.ofSeconds(10);
    private static final int HEAP_MIB = 192;
    private static final int LOG_TAIL = 5;

    private final ProcessGuard guard;
    private final Process process;
    private final int port;
    private final Path log;

    private OperatorProcess(ProcessGuard guard, Process process, int port, Path log) {
        this.guard = guard;
        this.process = process;
        this.port = port;
        this.log = log;
    }

    /**
     * Starts it.
     *
     * @param configuration further environment variables
     */
    public static OperatorProcess start(
            Layout layout,
            Path javaHome,
            Path kubeconfig,
            Path log,
            ProcessGuard guard,
            Map<String, String> configuration)
            throws IOException {
        int port = FreePort.any();
        ProcessBuilder builder = OperatorProgram.of(layout)
                .process(javaHome, HEAP_MIB, List.of())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("KUBERNETES_"));
        builder.environment().put("KUBECONFIG", kubeconfig.toAbsolutePath().toString());
        builder.environment().put("QUARKUS_HTTP_HOST", "127.0.0.1");
        builder.environment().put("QUARKUS_HTTP_PORT", String.valueOf(port));
        builder.environment().putAll(configuration);
        return new OperatorProcess(guard, guard.start(builder), port, log);
    }

    /** Waits until the operator says that it is ready. */
    public void awaitReady() throws LocalClusterException, InterruptedException {
        long deadline = System.nanoTime() + START.toNanos();
        while (!isReady()) {
            if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
                throw new LocalClusterException("the operator ended with %d; the end of its log %s:%n%s"
                        .formatted(process.exitValue(), log, tail()));
            }
            if (System.nanoTime() > deadline) {
                throw new LocalClusterException("the operator is not ready after %d seconds; the end of its log %s:%n%s"
                        .formatted(START.toSeconds(), log, tail()));
            }
        }
    }

    /** Whether it says that it does its work. */
    public boolean isReady() {
        return answers("/q/health/ready");
    }

    /** Whether it says that a restart would not help. */
    public boolean isLive() {
        return answers("/q/health/live");
    }

    private boolean answers(String path) {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
            connection.setConnectTimeout(1000);
            connection.setReadTimeout(5000);
            try {
                return connection.getResponseCode() == 200;
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return false; // not listening yet
        }
    }

    private String tail() {
        try {
            List<String> lines = Files.readAllLines(log);
            return lines.stream()
                    .skip(Math.max(0, lines.size() - LOG_TAIL))
                    .map(line -> "  " + line)
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            return "  (unreadable: " + e.getMessage() + ")";
        }
    }

    /** What is at a path of its management pages. */
    public String page(String path) throws IOException {
        try (InputStream in =
                URI.create("http://127.0.0.1:" + port + path).toURL().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    public String log() throws IOException {
        return Files.readString(log);
    }

    /** Ends it as a machine that loses its power does. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Ends it as the kubelet does; the exit code. */
    public int terminate() throws InterruptedException {
        process.destroy();
        return process.waitFor(START.toSeconds(), TimeUnit.SECONDS) ? process.exitValue() : -1;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(END.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
        guard.forget(process);
    }
}
