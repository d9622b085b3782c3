package io.mpmoperator.e2e.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.conf.WebServerConf;
import io.mpmoperator.e2e.local.FreePort;
import io.mpmoperator.e2e.server.Await;
import io.mpmoperator.e2e.server.RawHttp;
import io.mpmoperator.e2e.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Another Listen or ManagementListen, which a restart takes up. */
@Tag("process")
class RebindingTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    static Stream<WebServerConf> everyMode() {
        return Stream.of(Confs.preforkWithRoom(2, 1), Confs.worker(1, 2), Confs.event(1, 2, 50));
    }

    static Stream<Arguments> everyModeBySomeSignal() {
        return Stream.of(
                Arguments.of(Confs.preforkWithRoom(2, 1), "USR1"),
                Arguments.of(Confs.worker(1, 2), "HUP"),
                Arguments.of(Confs.event(1, 2, 50), "USR1"));
    }

    @ParameterizedTest
    @MethodSource("everyMode")
    void listensElsewhereAfterARestart(WebServerConf conf) throws Exception {
        try (ServerProcess server = ServerProcess.start(conf, folder)) {
            int elsewhere = FreePort.any();
            rewrite(server, "Listen", elsewhere);

            server.signal("USR1");

            Await.until("it answers at the new port", SOON, () -> answers(elsewhere, "/"));
            Await.until("the old port is given up", SOON, () -> !answers(server.port(), "/"));
            assertTrue(server.logged("listening").getLast().contains(" port=" + elsewhere + " "), server.log());
        }
    }

    /** The new port answers before the old one is given up: whoever asks at both is answered by one of them at any time. */
    @ParameterizedTest
    @MethodSource("everyModeBySomeSignal")
    void answersProbesElsewhereAfterARestartAndAtEveryMomentInBetween(WebServerConf conf, String signal)
            throws Exception {
        try (ServerProcess server = ServerProcess.start(conf, folder)) {
            int elsewhere = FreePort.any();
            rewrite(server, "ManagementListen", elsewhere);

            server.signal(signal);

            Await.until("the old port is given up", SOON, () -> {
                server.checkAlive();
                boolean before = answers(server.managementPort(), "/livez");
                assertTrue(before || answers(elsewhere, "/livez"), "no server answers a probe");
                return !before;
            });
            Await.until("it is ready at the new port", SOON, () -> answers(elsewhere, "/readyz"));
            assertTrue(RawHttp.get(elsewhere, "/server-status?auto").text().contains("ServerMPMGeneration: 1\n"));
            assertEquals(200, RawHttp.get(server.port(), "/").status());
            assertTrue(server.logged("listening").getLast().contains(" managementPort=" + elsewhere + " "));
            assertEquals(0, server.logged("management-port-not-closed").size());
        }
    }

    private static void rewrite(ServerProcess server, String directive, int port) throws IOException {
        String kept = server.written().replaceAll("(?m)^" + directive + " .*\n", "");
        server.rewriteText(kept + directive + " 127.0.0.1:" + port + "\n");
    }

    private static boolean answers(int port, String path) {
        return RawHttp.get(port, path).status() == 200;
    }
}
