package io.mpmoperator.e2e.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mpmoperator.conf.LogSettings.AccessLogFormat;
import io.mpmoperator.conf.WebServerConf;
import io.mpmoperator.e2e.handlers.HandlerJar;
import io.mpmoperator.e2e.handlers.SleepingHandler;
import io.mpmoperator.e2e.server.Await;
import io.mpmoperator.e2e.server.RawHttp;
import io.mpmoperator.e2e.server.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Standard output is a pipe that another user has made, as under a supervisor that runs as root: no other user may open it, by
 * {@code /proc/self/fd/1} for one, and whoever has inherited it may write to it.
 */
@Tag("process")
class ForeignPipeTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String AS_NOBODY = "setpriv --reuid=65534 --regid=65534 --clear-groups ";

    @TempDir
    private Path folder;

    static Stream<WebServerConf> everyMode() {
        return Stream.of(Confs.preforkWithRoom(2, 2), Confs.worker(1, 2), Confs.event(1, 2, 2));
    }

    @BeforeEach
    void letNobodyReadWhatTheServerNeeds() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        assumeTrue(
                succeeds(AS_NOBODY + "test -r " + ServerProcess.dist() + " -a -r " + folder),
                "only root with setpriv can start a server as another user, where that user may not read its files");
        assumeTrue(
                succeeds("true | " + AS_NOBODY + "sh -c '! cat </proc/self/fd/0' 2>/dev/null"),
                "the kernel lets anybody open a pipe of root's");
    }

    private static boolean succeeds(String command) throws Exception {
        return new ProcessBuilder("/bin/sh", "-c", command).start().waitFor() == 0;
    }

    @ParameterizedTest
    @MethodSource("everyMode")
    void everyLineOfADrainArrives(WebServerConf conf) throws Exception {
        Path lines = folder.resolve("lines");
        WebServerConf logged = HandlerJar.mounted(conf, "/sleep", SleepingHandler.class, folder)
                .withLogs(conf.logs().withAccessLog("stdout", AccessLogFormat.COMBINED));
        String piped = "exec bash -c 'exec " + AS_NOBODY + "\"$0\" \"$@\" > >(exec cat >" + lines + ")' \"$0\" \"$@\"";
        try (ServerProcess server = ServerProcess.startLimited(logged, folder, piped)) {
            drain(server, "USR1");
            drain(server, "TERM");
            assertEquals(0, server.await(SOON));

            List<String> wanted = List.of("/before-TERM", "/before-USR1", "/sleep/TERM?700", "/sleep/USR1?700");
            Await.until("every line is there", SOON, () -> read(lines).size() >= wanted.size());
            assertEquals(
                    wanted,
                    read(lines).stream().map(ForeignPipeTest::target).sorted().toList());
            assertFalse(server.log().contains("dropp"), server.log());
        }
    }

    /** A request whose line is waiting to be written, and one that is still in hand when the signal comes. */
    private static void drain(ServerProcess server, String signal) {
        assertEquals(404, RawHttp.get(server.port(), "/before-" + signal).status());
        try (RawHttp draining = server.connect().sendGet("/sleep/" + signal + "?700")) {
            Await.until(
                    "the request is in hand",
                    SOON,
                    () -> server.status().getOrDefault("Scoreboard", "").contains("W"));
            List<Long> before = server.childrenOnThePage(); // whoever reads the pipe is a child too
            server.signal(signal);
            assertEquals(200, draining.receive().status());
            if (signal.equals("USR1")) {
                Await.until(
                        "no old child is left",
                        SOON,
                        () -> server.childrenOnThePage().stream().noneMatch(before::contains));
            }
        }
    }

    private static List<String> read(Path lines) {
        try {
            return Files.readAllLines(lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String target(String line) {
        return line.replaceFirst(".*\"GET ([^ ]*) HTTP/1.1\".*", "$1");
    }
}
