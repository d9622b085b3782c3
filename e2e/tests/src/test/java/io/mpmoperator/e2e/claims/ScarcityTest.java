package io.mpmoperator.e2e.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mpmoperator.conf.LogSettings.AccessLogFormat;
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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a server does when it is short of what the machine gives: it says so once, goes on as far as it can, and recovers. */
@Tag("process")
class ScarcityTest {

    /** So long a child goes by what it knows of a file. */
    private static final Duration CACHED = Duration.ofSeconds(1);

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Path FULL = Path.of("/dev/full");

    @TempDir
    private Path folder;

    static Stream<WebServerConf> everyMode() {
        return Stream.of(Confs.prefork(3), Confs.worker(2, 3), Confs.event(2, 3, 2));
    }

    @Test
    void eventClosesIdleConnectionsForTheNextClientWhenDescriptorsRunOut() {
        int clients = 100;
        WebServerConf patient = Confs.keeping(Confs.event(1, 2, clients), Duration.ofMinutes(5));
        try (ServerProcess server = ServerProcess.startLimited(patient, folder, "ulimit -n 64")) {
            List<RawHttp> idle = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                RawHttp http = server.connect().sendGet("/");
                assertEquals(200, http.receive().status());
                idle.add(http);
            }
            assertToldOnce(server, "accept-failed");
            assertEquals(200, RawHttp.get(server.port(), "/").status());
            assertEquals(List.of(), server.logged("child-lost"));
            idle.forEach(RawHttp::close);
        }
    }

    @Test
    void workerServesThoseWhoWaitedAsSoonAsThereAreDescriptorsAgain() {
        WebServerConf patient = Confs.keeping(Confs.worker(1, 64), Duration.ofMinutes(5));
        try (ServerProcess server = ServerProcess.startLimited(patient, folder, "ulimit -n 64")) {
            List<RawHttp> held = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                held.add(server.connect().sendGet("/"));
            }
            assertToldOnce(server, "accept-failed");
            for (RawHttp http : held.subList(0, 60)) {
                http.close();
            }
            for (RawHttp http : held.subList(60, 64)) {
                assertEquals(200, http.receive().status());
                http.close();
            }
            assertEquals(List.of(), server.logged("child-lost"));
        }
    }

    private static void assertToldOnce(ServerProcess server, String event) {
        List<String> told = server.awaitLogged(event, 1);
        assertEquals(1, told.size(), () -> String.join("\n", told));
    }

    @ParameterizedTest
    @MethodSource("everyMode")
    void aFullDiskUnderTheAccessLogIsToldOnceByEachChildAndHoldsNobodyUp(WebServerConf conf) {
        assumeTrue(Files.isWritable(FULL), "there is no " + FULL);
        WebServerConf logged = conf.withLogs(conf.logs().withAccessLog(FULL.toString(), AccessLogFormat.COMBINED));
        try (ServerProcess server = ServerProcess.start(logged, folder)) {
            for (int i = 0; i < 300; i++) {
                assertEquals(200, RawHttp.get(server.port(), "/").status());
            }
            List<String> told = server.awaitLogged("access-log-dropping-lines", 1);
            assertTrue(told.size() <= server.children().size(), () -> told.size() + " lines");
            assertTrue(told.getFirst().contains("No space left"));
        }
    }

    @ParameterizedTest
    @MethodSource("everyMode")
    void aFullDiskUnderTheErrorLogIsToldOnStandardErrorAndHoldsNobodyUp(WebServerConf conf) throws IOException {
        assumeTrue(Files.isWritable(FULL), "there is no " + FULL);
        try (ServerProcess server = ServerProcess.start(conf, folder)) {
            server.rewrite(server.conf().withLogs(conf.logs().withErrorLog(FULL.toString())));

            server.signal("USR1");

            Await.until(
                    "the restart is over",
                    SOON,
                    () -> server.status()
                            .getOrDefault("ParentServerMPMGeneration", "")
                            .equals("1"));
            assertEquals(200, RawHttp.get(server.port(), "/").status());
            Await.until(
                    "it is told",
                    SOON,
                    () -> server.logged("log-unwritable").stream().anyMatch(line -> line.contains("No space left")));
        }
    }

    @ParameterizedTest
    @MethodSource("everyMode")
    void aDocumentRootThatVanishesIs503UntilItIsBack(WebServerConf conf) throws IOException {
        Path www = Files.createDirectories(folder.resolve("www"));
        Path gone = folder.resolve("gone");
        Files.writeString(www.resolve("index.html"), "here");
        try (ServerProcess server = ServerProcess.start(conf.withDocumentRoot(www.toString()), folder)) {
            assertEquals("here", RawHttp.get(server.port(), "/").text());

            Files.move(www, gone);

            Await.until(
                    "every child misses it, and has none left in memory",
                    SOON,
                    () -> IntStream.range(0, 20).allMatch(i -> {
                        Await.pause(CACHED.dividedBy(10));
                        return RawHttp.get(server.port(), "/").status() == 503;
                    }));
            for (int i = 0; i < 100; i++) {
                assertEquals(503, RawHttp.get(server.port(), "/").status());
            }
            List<String> told = server.logged("document-root-unavailable");
            assertFalse(told.isEmpty());
            assertTrue(told.size() < 50, () -> told.size() + " lines for more than 100 requests");
            assertTrue(told.getFirst().contains(www.toString()), told.getFirst());

            Files.move(gone, www);

            Await.until(
                    "it is found again",
                    SOON,
                    () -> RawHttp.get(server.port(), "/").status() == 200);
        }
    }

    @ParameterizedTest
    @MethodSource("everyMode")
    void clientsThatResetInTheMiddleOfABodyAreToldOfAtALimitedRate(WebServerConf conf) {
        int clients = 40;
        WebServerConf reading = HandlerJar.mounted(conf, "/read", SleepingHandler.class, folder);
        try (ServerProcess server = ServerProcess.start(reading, folder)) {
            for (int i = 0; i < clients; i++) {
                RawHttp http =
                        server.connect().send("POST /read HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\nabc");
                Await.until("the body is waited for", SOON, () -> server.statusNumber("BusyWorkers") > 0);
                http.reset();
            }
            assertEquals(200, RawHttp.get(server.port(), "/read?0").status());
            Await.until("no worker is left with one", SOON, () -> server.statusNumber("BusyWorkers") == 0);
            List<String> told = server.awaitLogged("request-broken-off", 1);
            assertTrue(told.getFirst().contains("POST /read"), told.getFirst());
            assertEquals(List.of(), server.logged("child-lost"));
            assertFalse(server.log().contains("level=error"), server.log());
        }
    }
}
