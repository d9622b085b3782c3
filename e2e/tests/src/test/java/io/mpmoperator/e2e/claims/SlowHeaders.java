package io.mpmoperator.e2e.claims;

import io.mpmoperator.e2e.server.RawHttp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Clients that never finish the head of their request: slowhttptest's, where it is installed, else connections of the test's
 * own.
 *
 * @see <a href="https://manpages.debian.org/slowhttptest">slowhttptest(1)</a>
 */
final class SlowHeaders implements AutoCloseable {

    private static final List<Path> SLOWHTTPTEST =
            List.of(Path.of("/usr/bin/slowhttptest"), Path.of("/usr/local/bin/slowhttptest"));

    private final @Nullable Process process;
    private final List<RawHttp> connections = new ArrayList<>();

    private SlowHeaders(@Nullable Process process) {
        this.process = process;
    }

    static SlowHeaders start(int port, int clients, Path folder) throws IOException {
        for (Path program : SLOWHTTPTEST) {
            if (Files.isExecutable(program)) {
                return new SlowHeaders(slowhttptest(program, port, clients, folder));
            }
        }
        SlowHeaders own = new SlowHeaders(null);
        for (int i = 0; i < clients; i++) {
            own.connections.add(RawHttp.connect(port).send("GET / HTTP/1.1\r\nHost: l"));
        }
        return own;
    }

    private static Process slowhttptest(Path program, int port, int clients, Path folder) throws IOException {
        String[] command = {
            program.toString(),
            "-H",
            "-c",
            "" + clients,
            "-r",
            "500",
            "-i",
            "5",
            "-l",
            "60",
            "-p",
            "30",
            "-u",
            "http://127.0.0.1:" + port + "/"
        };
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("slowhttptest.log").toFile())
                .start();
    }

    /** Whether the program still runs; the test's own connections always do. */
    boolean alive() {
        return process == null || process.isAlive();
    }

    @Override
    public void close() {
        connections.forEach(RawHttp::close);
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
