package io.mpmoperator.e2e.benchmark.load;

import io.mpmoperator.e2e.benchmark.contender.Launcher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs wrk: as many requests as its connections can carry. */
public final class Wrk {

    /** Where Debian puts the program. */
    public static final Path PROGRAM = Path.of("/usr/bin/wrk");

    private static final long SPARE_SECONDS = 20;

    private final Launcher launcher;
    private final int connections;

    /** With so many connections at once. */
    public Wrk(Launcher launcher, int connections) {
        this.launcher = launcher;
        this.connections = connections;
    }

    /** Loads a URL for a time. */
    public WrkResult load(String url, Duration time) throws IOException, InterruptedException {
        return run(url, time, List.of());
    }

    /** Loads a URL for a time, on a new connection for each request. */
    public WrkResult loadByConnections(String url, Duration time) throws IOException, InterruptedException {
        return run(url, time, List.of("-H", "Connection: close"));
    }

    private WrkResult run(String url, Duration time, List<String> more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(PROGRAM.toString(), "-t2", "-c" + connections, "-d" + time.toSeconds() + "s", "--latency"));
        command.addAll(more);
        command.add(url);
        Process wrk = launcher.client(new ProcessBuilder(command).redirectErrorStream(true));
        String output = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!wrk.waitFor(SPARE_SECONDS, TimeUnit.SECONDS) || wrk.exitValue() != 0) {
            throw new IOException("wrk failed: " + output);
        }
        return WrkResult.parse(output);
    }
}
