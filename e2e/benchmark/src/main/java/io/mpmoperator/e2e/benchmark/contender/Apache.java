package io.mpmoperator.e2e.benchmark.contender;

import io.mpmoperator.e2e.server.TestCertificate;
import io.mpmoperator.mpm.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Debian's apache2 with one of its MPMs and the modules that Debian enables, but for the one that compresses: no other contender does. */
public record Apache(Mode mode) implements Contender {

    /** Where Debian puts the program. */
    public static final Path PROGRAM = Path.of("/usr/sbin/apache2");

    private static final Path MODULES = Path.of("/usr/lib/apache2/modules");
    private static final Path ENABLED = Path.of("/etc/apache2/mods-enabled");

    @Override
    public String label() {
        return "Apache " + mode.directiveValue();
    }

    @Override
    public Pool poolFor(int connections) {
        return Pool.busy(mode, connections);
    }

    @Override
    public ProcessBuilder prepare(Path folder, Documents documents, int port, Pool pool, Serving serving)
            throws IOException {
        Path file = folder.resolve("apache2.conf");
        Files.writeString(file, conf(folder, documents, port, pool, serving));
        return new ProcessBuilder(List.of(PROGRAM.toString(), "-f", file.toString(), "-D", "FOREGROUND"))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("server.log").toFile());
    }

    /** What Debian enables, but for the MPM, which is ours to choose, and for what compresses. */
    private static String enabledModules() throws IOException {
        try (Stream<Path> files = Files.list(ENABLED)) {
            return files.filter(file -> !file.getFileName().toString().matches("(mpm_|deflate\\.|ssl\\.).*"))
                    .sorted(Comparator.comparing(Apache::setsUp).thenComparing(Path::toString))
                    .map(file -> "Include \"%s\"".formatted(file))
                    .collect(Collectors.joining("\n"));
        }
    }

    /** Whether a file uses what the others load. */
    private static boolean setsUp(Path file) {
        return file.toString().endsWith(".conf");
    }

    private String conf(Path folder, Documents documents, int port, Pool pool, Serving serving) throws IOException {
        return Stream.of(
                        "ServerRoot \"" + folder + "\"",
                        "LoadModule mpm_%1$s_module \"%2$s/mod_mpm_%1$s.so\"".formatted(mode.directiveValue(), MODULES),
                        enabledModules(),
                        "ServerName localhost",
                        "Listen 127.0.0.1:" + port,
                        "PidFile apache2.pid",
                        "DefaultRuntimeDir \"" + folder + "\"",
                        "ErrorLog error.log",
                        serving.accessLog() ? accessLog() : "",
                        serving.tls() ? tls() : "",
                        site(serving),
                        Contender.startedByRoot() ? "User www-data\nGroup www-data" : "",
                        "DocumentRoot \"" + documents.folder() + "\"",
                        "<Directory />\nOptions FollowSymLinks\nAllowOverride None\nRequire all granted\n</Directory>",
                        "EnableSendfile On",
                        "KeepAlive On",
                        "MaxKeepAliveRequests 0",
                        "KeepAliveTimeout " + pool.keepAliveTimeout().toSeconds(),
                        mode == Mode.PREFORK ? prefork(pool) : threaded(pool))
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String accessLog() {
        return """
                LogFormat "%h %l %u %t \\"%r\\" %>s %O \\"%{Referer}i\\" \\"%{User-Agent}i\\"" combined
                CustomLog access.log combined
                BufferedLogs On""";
    }

    /** The modules of its rules are loaded where Debian does not enable them. */
    private static String site(Serving serving) {
        String rules = Site.text(serving);
        return rules.isEmpty()
                ? ""
                : Stream.of("headers", "expires", "deflate", "filter")
                        .map(name -> "<IfModule !%1$s_module>\nLoadModule %1$s_module \"%2$s/mod_%1$s.so\"\n</IfModule>"
                                .formatted(name, MODULES))
                        .collect(Collectors.joining("\n", "", "\n" + rules));
    }

    private static String tls() {
        TestCertificate shown = TestCertificate.named(Contender.CERTIFICATE);
        return """
                LoadModule ssl_module "%s/mod_ssl.so"
                SSLEngine On
                SSLCertificateFile "%s"
                SSLCertificateKeyFile "%s\"""".formatted(MODULES, shown.certificate(), shown.key());
    }

    private static String prefork(Pool pool) {
        return """
                StartServers %1$d
                MinSpareServers 1
                MaxSpareServers %1$d
                ServerLimit %1$d
                MaxRequestWorkers %1$d""".formatted(pool.processes());
    }

    private String threaded(Pool pool) {
        String threads = """
                StartServers %1$d
                MinSpareThreads 1
                MaxSpareThreads %4$d
                ServerLimit %1$d
                ThreadLimit %2$d
                ThreadsPerChild %2$d
                MaxRequestWorkers %3$d""".formatted(pool.processes(), pool.threadsPerProcess(), pool.workers(), 2 * pool.workers());
        return mode == Mode.EVENT ? threads + "\nAsyncRequestWorkerFactor " + pool.connectionsPerThread() : threads;
    }
}
