package io.mpmoperator.e2e.configurations;

import io.mpmoperator.e2e.local.FreePort;
import io.mpmoperator.e2e.server.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Debian's php-fpm with a pool at a port and one at a Unix socket. */
final class PhpFpm implements AutoCloseable {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Path PROGRAMS = Path.of("/usr/sbin");

    private final Process process;
    private final int port;
    private final Path socket;

    private PhpFpm(Process process, int port, Path socket) {
        this.process = process;
        this.port = port;
        this.socket = socket;
    }

    static boolean isInstalled() {
        return program().isPresent();
    }

    private static Optional<Path> program() {
        try (Stream<Path> programs = Files.list(PROGRAMS)) {
            return programs.filter(program -> program.getFileName().toString().startsWith("php-fpm"))
                    .max(Comparator.naturalOrder());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static PhpFpm start(Path folder) throws IOException {
        int port = FreePort.any();
        Path socket = folder.resolve("php.sock");
        Path file = Files.writeString(folder.resolve("php-fpm.conf"), """
                [global]
                daemonize = no
                error_log = %1$s/php-fpm.log
                [port]
                listen = 127.0.0.1:%2$d
                user = www-data
                group = www-data
                pm = static
                pm.max_children = 2
                [socket]
                listen = %3$s
                listen.mode = 0666
                user = www-data
                group = www-data
                pm = static
                pm.max_children = 2
                """.formatted(folder, port, socket));
        Process process = new ProcessBuilder(
                        program().orElseThrow().toString(), "--fpm-config", file.toString(), "--allow-to-run-as-root")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("php-fpm.out").toFile())
                .start();
        PhpFpm made = new PhpFpm(process, port, socket);
        Await.until("php-fpm is ready", SOON, () -> made.isReady(folder.resolve("php-fpm.log")));
        return made;
    }

    private boolean isReady(Path log) {
        if (!process.isAlive()) {
            throw new IllegalStateException("php-fpm has ended with " + process.exitValue());
        }
        try {
            return Files.exists(log) && Files.readString(log).contains("ready to handle connections");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The handler that runs scripts at the port. */
    String atPort() {
        return "proxy:fcgi://127.0.0.1:" + port;
    }

    /** The handler that runs scripts at the Unix socket. */
    String atSocket() {
        return "proxy:unix:" + socket + "|fcgi://localhost/";
    }

    @Override
    public void close() {
        process.destroy();
        Await.until("php-fpm has ended", SOON, () -> !process.isAlive());
    }
}
