package io.mpmoperator.e2e.benchmark.load;

import io.mpmoperator.e2e.benchmark.contender.Launcher;
import io.mpmoperator.e2e.benchmark.traffic.Traffic;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs wrk: as many requests as its connections can carry, from one thread, which takes no more than one processor. The
 * requests are those of a {@link Traffic}, or one and the same.
 */
public final class Wrk {

    /** Where Debian puts the program. */
    public static final Path PROGRAM = Path.of("/usr/bin/wrk");

    private static final String SCRIPT = "traffic.lua";
    private static final String REQUESTS = "REQUESTS";
    private static final long SPARE_SECONDS = 20;

    private final Launcher launcher;
    private final Path script;
    private final int connections;
    private final Map<String, String> environment;

    private Wrk(Launcher launcher, Path script, int connections, Map<String, String> environment) {
        this.launcher = launcher;
        this.script = script;
        this.connections = connections;
        this.environment = environment;
    }

    /** With so many connections at once, for the same request again and again. */
    public static Wrk ofTheSameRequest(Launcher launcher, int connections) throws IOException {
        return new Wrk(launcher, launcher.write(SCRIPT, script()), connections, Map.of());
    }

    /** With so many connections at once, for varied requests. */
    public static Wrk of(Traffic traffic, Launcher launcher, int connections) throws IOException {
        Path requests = launcher.write(traffic.name() + ".requests", traffic.text());
        return new Wrk(launcher, launcher.write(SCRIPT, script()), connections, Map.of(REQUESTS, requests.toString()));
    }

    private static String script() throws IOException {
        try (InputStream in = Wrk.class.getResourceAsStream("/load/" + SCRIPT)) {
            if (in == null) {
                throw new IllegalStateException("the resource /load/" + SCRIPT + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Loads a URL for a time; of it only the address counts where requests are varied. */
    public WrkResult load(String url, Duration time) throws IOException, InterruptedException {
        return run(url, time, List.of());
    }

    /** Loads a URL for a time, on a new connection for each request. */
    public WrkResult loadByConnections(String url, Duration time) throws IOException, InterruptedException {
        return run(url, time, List.of("-H", "Connection: close"));
    }

    private WrkResult run(String url, Duration time, List<String> more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                PROGRAM.toString(),
                "-t1",
                "-c" + connections,
                "-d" + time.toSeconds() + "s",
                "--latency",
                "-s",
                script.toString()));
        command.addAll(more);
        command.add(url);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process wrk = launcher.client(builder);
        String output = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!wrk.waitFor(SPARE_SECONDS, TimeUnit.SECONDS) || wrk.exitValue() != 0) {
            throw new IOException("wrk failed: " + output);
        }
        return WrkResult.parse(output);
    }
}
