package io.mpmoperator.e2e.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.conf.LogSettings.AccessLogFormat;
import io.mpmoperator.conf.LogSettings.LogLevel;
import io.mpmoperator.conf.WebServerConf;
import io.mpmoperator.e2e.handlers.HandlerJar;
import io.mpmoperator.e2e.handlers.SleepingHandler;
import io.mpmoperator.e2e.server.Await;
import io.mpmoperator.e2e.server.RawHttp;
import io.mpmoperator.e2e.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rotating logs as Apache's administrators do: the file is moved away, then the server is restarted gracefully. */
@Tag("process")
class LogRotationTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    static Stream<WebServerConf> everyMode() {
        return Stream.of(Confs.preforkWithRoom(2, 2), Confs.worker(2, 3), Confs.event(2, 3, 2));
    }

    /** Whoever moves a folder of logs away does not mean to end the site, one child after the other. */
    @ParameterizedTest
    @MethodSource("everyMode")
    void aChildThatIsReplacedServesWithoutALogThatCannotBeOpened(WebServerConf conf) throws IOException {
        Path logs = Files.createDirectories(folder.resolve("logs"));
        WebServerConf logged = conf.withLogs(
                conf.logs().withAccessLog(logs.resolve("access.log").toString(), AccessLogFormat.COMBINED));
        try (ServerProcess server = ServerProcess.start(logged, folder)) {
            Files.move(logs, folder.resolve("elsewhere"));
            Set<Long> before = new HashSet<>(server.children());
            before.forEach(child -> ProcessHandle.of(child).orElseThrow().destroyForcibly());

            Await.until("the children are replaced", SOON, () -> {
                List<Long> now = server.children();
                return !now.isEmpty() && now.stream().noneMatch(before::contains);
            });
            Await.until(
                    "they serve",
                    SOON,
                    () -> RawHttp.get(server.port(), "/none").status() == 404);
            assertFalse(server.logged("log-not-opened").isEmpty(), server::log);
        }
    }

    @ParameterizedTest
    @MethodSource("everyMode")
    void afterAGracefulRestartEveryLineGoesToTheNewFile(WebServerConf conf) throws IOException {
        Path access = folder.resolve("access.log");
        Path errors = folder.resolve("error.log");
        WebServerConf logged = HandlerJar.mounted(conf, "/sleep", SleepingHandler.class, folder)
                .withLogs(conf.logs().withAccessLog(access.toString(), AccessLogFormat.COMBINED));
        try (ServerProcess server = ServerProcess.start(logged, folder)) {
            server.rewrite(server.conf()
                    .withLogs(
                            server.conf().logs().withErrorLog(errors.toString()).withLogLevel(LogLevel.DEBUG)));
            restart(server, 1);
            assertTrue(Files.readString(errors).contains(" event=restarting "), "ErrorLog was read again");
            assertEquals(404, RawHttp.get(server.port(), "/before").status());
            Await.until("it is logged", SOON, () -> has(access, "GET /before "));
            RawHttp draining = server.connect().sendGet("/sleep?4000");
            Await.until("the request is in hand", SOON, () -> inHand(server) > 0);

            Files.move(access, folder.resolve("access.log.1"));
            Files.move(errors, folder.resolve("error.log.1"));
            restart(server, 2);

            assertEquals(404, RawHttp.get(server.port(), "/after").status());
            assertEquals(200, draining.receive().status());
            draining.close();
            Await.until(
                    "the new file has both", SOON, () -> has(access, "GET /after ") && has(access, "GET /sleep?4000 "));
            assertFalse(has(folder.resolve("access.log.1"), "GET /after "));
            assertFalse(has(folder.resolve("access.log.1"), "GET /sleep"));
            Await.until("children are told of", SOON, () -> has(errors, " event=child-ended "));
            assertTrue(has(folder.resolve("error.log.1"), " generation=1"));
        }
    }

    /** In a child of either generation: an old one takes connections until a new one is ready to. */
    private static int inHand(ServerProcess server) {
        Map<String, String> status = server.status();
        return Stream.of("BusyWorkers", "GracefulWorkers")
                .mapToInt(key -> Integer.parseInt(status.getOrDefault(key, "0")))
                .sum();
    }

    private static void restart(ServerProcess server, int generation) {
        server.signal("USR1");
        Await.until(
                "the restart is under way",
                SOON,
                () -> server.status()
                        .getOrDefault("ParentServerMPMGeneration", "")
                        .equals(Integer.toString(generation)));
    }

    private static boolean has(Path file, String text) {
        try {
            return Files.exists(file) && Files.readString(file).contains(text);
        } catch (IOException e) {
            return false;
        }
    }
}
