package io.mpmoperator.e2e.benchmark.contender;

import io.mpmoperator.e2e.benchmark.process.ProcessTree;
import io.mpmoperator.e2e.server.RawHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A contender that runs. Closing it ends all its processes, gracefully where it takes the chance. */
public final class RunningServer implements AutoCloseable {

    private static final int LAST_LINES = 20;
    private static final long GRACE_SECONDS = 5;
    private static final Pattern MANAGEMENT_PORT = Pattern.compile("event=listening .* managementPort=(\\d+)");

    private final Contender contender;
    private final Serving serving;
    private final int port;
    private final Process process;
    private final Path folder;

    RunningServer(Contender contender, Serving serving, int port, Process process, Path folder) {
        this.contender = contender;
        this.serving = serving;
        this.port = port;
        this.process = process;
        this.folder = folder;
    }

    /** What it is called in tables. */
    public String label() {
        return contender.label();
    }

    /** Who runs. */
    public Contender contender() {
        return contender;
    }

    /** How it serves. */
    public Serving serving() {
        return serving;
    }

    /** Where it answers on the loopback address. */
    public int port() {
        return port;
    }

    /** The address of a document. */
    public String url(String path) {
        return serving.scheme() + "://127.0.0.1:" + port + path;
    }

    /** Its processes. */
    public ProcessTree processes() {
        return new ProcessTree(process.pid());
    }

    /** Whether its first process lives. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Waits until a request is answered.
     *
     * @throws IllegalStateException with what the server has logged when none is in time
     */
    public void awaitFirstResponse(Duration patience) throws IOException {
        long end = System.nanoTime() + patience.toNanos();
        while (!FirstResponse.isGiven(port, Documents.SMALL, serving)) {
            if (System.nanoTime() > end || !process.isAlive()) {
                throw new IllegalStateException("%s does not answer:%n%s".formatted(label(), lastLines(log())));
            }
            FirstResponse.pause();
        }
    }

    /** Whether the management port that its log names says so; for our own server. */
    boolean saysItIsReady() {
        try {
            Matcher line = MANAGEMENT_PORT.matcher(log());
            return line.find()
                    && RawHttp.get(Integer.parseInt(line.group(1)), "/readyz").status() == 200;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it has logged. */
    String log() throws IOException {
        StringBuilder log = new StringBuilder();
        for (String name : List.of("server.log", "error.log")) {
            Path file = folder.resolve(name);
            log.append(Files.exists(file) ? Files.readString(file) : "");
        }
        return log.toString();
    }

    private static String lastLines(String log) {
        List<String> lines = log.lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    }

    @Override
    public void close() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        try {
            process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
    }
}
