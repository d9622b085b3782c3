package io.mpmoperator.e2e.benchmark.load;

import io.mpmoperator.e2e.benchmark.contender.Launcher;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Idle keep-alive connections, held by a process of their own; they end when it is closed. */
public final class IdleConnections implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 10;

    private final Process client;

    private IdleConnections(Process client) {
        this.client = client;
    }

    /** Opens connections, each of which has had a response when this returns. */
    public static IdleConnections open(Launcher launcher, int port, String path, int connections) throws IOException {
        Process client = launcher.client(new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        IdleClient.class.getName(),
                        String.valueOf(port),
                        path,
                        String.valueOf(connections)))
                .redirectErrorStream(true));
        String said =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8)).readLine();
        if (!("holding " + connections).equals(said)) {
            client.destroyForcibly();
            throw new IOException("%d idle connections cannot be held: %s".formatted(connections, said));
        }
        return new IdleConnections(client);
    }

    @Override
    public void close() {
        client.destroy();
        try {
            client.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        client.destroyForcibly();
    }
}
