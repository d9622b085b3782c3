package io.mpmoperator.e2e.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mpmoperator.conf.WebServerConf;
import io.mpmoperator.e2e.local.FreePort;
import io.mpmoperator.e2e.server.Await;
import io.mpmoperator.e2e.server.RawHttp;
import io.mpmoperator.e2e.server.ServerProcess;
import io.mpmoperator.mpm.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Debian's {@code prometheus-apache-exporter}, where it is installed, scrapes the server as it scrapes Apache. */
@Tag("process")
class ExporterTest {

    private static final Path EXPORTER = Path.of("/usr/bin/prometheus-apache-exporter");
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    static Stream<WebServerConf> everyMode() {
        return Stream.of(Confs.prefork(3), Confs.worker(2, 3), Confs.event(2, 3, 2));
    }

    @ParameterizedTest
    @MethodSource("everyMode")
    void findsEveryNumberOfTheStatus(WebServerConf conf) throws Exception {
        assumeTrue(Files.isExecutable(EXPORTER), EXPORTER + " is not installed");
        int port = FreePort.any();
        try (ServerProcess server = ServerProcess.start(conf, folder)) {
            for (int i = 0; i < 5; i++) {
                assertEquals(200, RawHttp.get(server.port(), "/").status());
            }
            Process exporter = exporter(server, port);
            try {
                Await.until(
                        "the exporter has scraped",
                        SOON,
                        () -> metrics(port).getOrDefault("apache_up", "0").equals("1"));
                Await.until(
                        "the five requests are there", SOON, () -> number(metrics(port), "apache_accesses_total") == 5);
                Map<String, String> metrics = metrics(port);
                int workers = conf.mpm().mode() == Mode.PREFORK ? 3 : 6;
                assertEquals(workers, number(metrics, "apache_workers{state=\"idle\"}"));
                assertEquals(0, number(metrics, "apache_workers{state=\"busy\"}"));
                assertEquals(workers, number(metrics, "apache_scoreboard{state=\"idle\"}"));
                assertEquals(0, number(metrics, "apache_scoreboard{state=\"reply\"}"));
                assertTrue(metrics.containsKey("apache_uptime_seconds_total"), metrics::toString);
                assertTrue(metrics.containsKey("apache_duration_ms_total"), metrics::toString);
            } finally {
                exporter.destroy();
                exporter.waitFor();
            }
        }
    }

    private Process exporter(ServerProcess server, int port) throws IOException {
        return new ProcessBuilder(
                        EXPORTER.toString(),
                        "--scrape_uri=http://127.0.0.1:" + server.managementPort() + "/server-status?auto",
                        "--telemetry.address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("exporter.log").toFile())
                .start();
    }

    private static Map<String, String> metrics(int port) {
        return RawHttp.get(port, "/metrics")
                .text()
                .lines()
                .filter(line -> line.startsWith("apache_"))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.lastIndexOf(' ')),
                        line -> line.substring(line.lastIndexOf(' ') + 1)));
    }

    private static int number(Map<String, String> metrics, String name) {
        return (int) Double.parseDouble(metrics.getOrDefault(name, "-1"));
    }
}
