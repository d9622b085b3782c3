package io.mpmoperator.tools.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ports that a server has said in its log that it listens on.
 *
 * @param http where requests are answered
 * @param management where probes are answered
 */
public record LoggedPorts(int http, int management) {

    private static final Pattern LISTENING = Pattern.compile("event=listening .* port=(\\d+) managementPort=(\\d+)");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /**
     * Waits until the server has said it.
     *
     * @throws IllegalStateException when it ends before, or takes a minute
     */
    public static LoggedPorts await(Path log, Process server) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end && server.isAlive()) {
            Optional<LoggedPorts> ports = Files.exists(log) ? in(Files.readString(log)) : Optional.empty();
            if (ports.isPresent()) {
                return ports.get();
            }
            Thread.sleep(20);
        }
        throw new IllegalStateException("the server does not listen: see " + log.getParent());
    }

    private static Optional<LoggedPorts> in(String log) {
        Matcher line = LISTENING.matcher(log);
        return line.find()
                ? Optional.of(new LoggedPorts(Integer.parseInt(line.group(1)), Integer.parseInt(line.group(2))))
                : Optional.empty();
    }
}
