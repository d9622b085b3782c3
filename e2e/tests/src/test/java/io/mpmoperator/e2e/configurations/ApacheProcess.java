package io.mpmoperator.e2e.configurations;

import io.mpmoperator.e2e.benchmark.contender.Apache;
import io.mpmoperator.e2e.server.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Debian's apache2 with a configuration. */
final class ApacheProcess implements AutoCloseable {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final List<String> MODULES = List.of(
            "mpm_event",
            "authz_core",
            "authz_host",
            "access_compat",
            "dir",
            "mime",
            "headers",
            "expires",
            "alias",
            "rewrite",
            "env",
            "setenvif",
            "autoindex",
            "remoteip",
            "authn_core",
            "auth_basic",
            "authn_file",
            "authz_user",
            "authz_groupfile",
            "filter",
            "deflate",
            "proxy",
            "proxy_fcgi");

    private final Process process;
    private final int port;

    private ApacheProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static boolean isInstalled() {
        return Files.isExecutable(Apache.PROGRAM);
    }

    static ApacheProcess start(String configuration, Path root, Path folder, CasePorts ports) {
        try {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            Path file = Files.writeString(folder.resolve("apache2.conf"), before(folder) + configuration);
            ProcessBuilder builder = new ProcessBuilder(
                            Apache.PROGRAM.toString(), "-f", file.toString(), "-D", "FOREGROUND")
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("apache2.log").toFile());
            builder.environment().putAll(ports.variables());
            builder.environment().put("ROOT", root.toString());
            builder.environment().put("LOGS", folder.resolve("logs").toString());
            builder.environment().put("FROM", "the environment");
            ApacheProcess apache = new ApacheProcess(builder.start(), ports.first());
            Await.until("apache2 listens", SOON, apache::listens);
            return apache;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String before(Path folder) {
        return MODULES.stream()
                        .map(module ->
                                "LoadModule %1$s_module /usr/lib/apache2/modules/mod_%1$s.so\n".formatted(module))
                        .collect(Collectors.joining())
                + "User www-data\nGroup www-data\nTypesConfig /etc/mime.types\nDefaultRuntimeDir " + folder
                + "\nPidFile " + folder + "/pid\nErrorLog " + folder + "/error.log\n";
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            if (!process.isAlive()) {
                throw new IllegalStateException("apache2 has ended with " + process.exitValue(), e);
            }
            return false;
        }
    }

    @Override
    public void close() {
        process.destroy();
        Await.until("apache2 has ended", SOON, () -> !process.isAlive());
    }
}
