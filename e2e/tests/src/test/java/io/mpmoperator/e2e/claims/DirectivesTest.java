package io.mpmoperator.e2e.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.conf.WebServerConf;
import io.mpmoperator.e2e.benchmark.process.ProcessTree;
import io.mpmoperator.e2e.handlers.HandlerJar;
import io.mpmoperator.e2e.handlers.SleepingHandler;
import io.mpmoperator.e2e.server.Await;
import io.mpmoperator.e2e.server.RawHttp;
import io.mpmoperator.e2e.server.ServerProcess;
import io.mpmoperator.mpm.MpmDirective;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The numbers of the modules, seen from outside: what each of them limits, and how that shows. */
@Tag("process")
class DirectivesTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration LONG = Duration.ofMinutes(5);

    private static final String WITHOUT_TERMINAL = "exec setsid \"$0\" \"$@\"";

    @TempDir
    private Path folder;

    static Stream<WebServerConf> everyMode() {
        return Stream.of(Confs.preforkWithRoom(2, 1), Confs.worker(2, 3), Confs.event(2, 3, 2));
    }

    @ParameterizedTest
    @MethodSource("everyMode")
    void maxConnectionsPerChildReplacesAProcessThatHasTakenSoMany(WebServerConf conf) {
        WebServerConf wearing = Confs.with(conf, MpmDirective.MAX_CONNECTIONS_PER_CHILD, 5);
        try (ServerProcess server = ServerProcess.start(wearing, folder)) {
            Set<Long> before = new HashSet<>(server.children());
            for (int i = 0; i < 20; i++) {
                assertEquals(200, RawHttp.get(server.port(), "/").status());
            }
            Await.until("all have been replaced", SOON, () -> {
                RawHttp.get(server.port(), "/");
                return server.children().stream().noneMatch(before::contains)
                        && !server.children().isEmpty();
            });
            assertEquals(List.of(), server.logged("child-lost"));
        }
    }

    static Stream<WebServerConf> oneProcessWithThreads() {
        return Stream.of(Confs.worker(1, 3), Confs.event(1, 3, 2));
    }

    @ParameterizedTest
    @MethodSource("oneProcessWithThreads")
    void aWornOutProcessThatStillHasAConnectionKeepsNobodyFromBeingServed(WebServerConf conf) {
        WebServerConf wearing =
                Confs.keeping(Confs.with(conf, MpmDirective.MAX_CONNECTIONS_PER_CHILD, 3), Duration.ofSeconds(20));
        try (ServerProcess server = ServerProcess.start(wearing, folder);
                RawHttp held = server.connect().send("GET / HTTP/1.1\r\nHost: l")) {
            long worn = server.children().getFirst();
            for (int i = 0; i < 6; i++) {
                assertEquals(200, RawHttp.get(server.port(), "/").status());
            }
            assertTrue(server.children().contains(worn), "the one with the connection goes on with it");
            RawHttp.Response last = held.send("ocalhost\r\n\r\n").receive();
            assertEquals(200, last.status());
            assertEquals("close", last.fields().get("connection"));
            Await.until("it ends", SOON, () -> !server.children().contains(worn));
        }
    }

    @ParameterizedTest
    @MethodSource("everyMode")
    void hupEndsEveryChildAtOnceAndReadsTheConfigurationAgain(WebServerConf conf) throws IOException {
        Path www = Files.createDirectories(folder.resolve("other"));
        Files.writeString(www.resolve("index.html"), "other");
        WebServerConf sleeping = HandlerJar.mounted(conf, "/sleep", SleepingHandler.class, folder);
        try (ServerProcess server = ServerProcess.start(sleeping, folder);
                RawHttp cut = server.connect().sendGet("/sleep?60000")) {
            Await.until("the request is in hand", SOON, () -> server.statusNumber("BusyWorkers") == 1);
            Set<Long> before = new HashSet<>(server.children());
            server.rewrite(server.conf().withDocumentRoot(www.toString()));

            server.signal("HUP");

            Await.until("its connection is cut", SOON, cut::closedByServer);
            Await.until(
                    "the new ones serve",
                    SOON,
                    () -> RawHttp.get(server.port(), "/").text().equals("other"));
            assertTrue(server.children().stream().noneMatch(before::contains));
            assertEquals(List.of(), server.logged("child-lost"));
        }
    }

    @ParameterizedTest
    @MethodSource("everyMode")
    void termInTheMiddleOfARestartIsNotLost(WebServerConf conf) throws InterruptedException {
        try (ServerProcess server = ServerProcess.start(conf, folder)) {
            server.signal("HUP");
            server.signal("TERM");

            assertEquals(0, server.await(SOON));
        }
    }

    @ParameterizedTest
    @MethodSource("everyMode")
    void winchStopsGracefully(WebServerConf conf) throws InterruptedException {
        WebServerConf sleeping = HandlerJar.mounted(conf, "/sleep", SleepingHandler.class, folder);
        try (ServerProcess server = ServerProcess.startLimited(sleeping, folder, WITHOUT_TERMINAL);
                RawHttp held = server.connect().sendGet("/sleep?3000")) {
            Await.until("the request is in hand", SOON, () -> server.statusNumber("BusyWorkers") == 1);

            server.signal("WINCH");

            assertEquals(200, held.receive().status());
            assertEquals(0, server.await(SOON));
        }
    }

    @ParameterizedTest
    @MethodSource("everyMode")
    void gracefulShutdownTimeoutEndsWhatTakesLonger(WebServerConf conf) throws InterruptedException {
        WebServerConf sleeping = HandlerJar.mounted(
                Confs.with(conf, MpmDirective.GRACEFUL_SHUTDOWN_TIMEOUT, 1), "/sleep", SleepingHandler.class, folder);
        try (ServerProcess server = ServerProcess.start(sleeping, folder);
                RawHttp cut = server.connect().sendGet("/sleep?600000")) {
            Await.until("the request is in hand", SOON, () -> server.statusNumber("BusyWorkers") == 1);

            server.signal("TERM");

            assertEquals(0, server.await(SOON));
            assertTrue(cut.closedByServer());
            assertTrue(
                    server.logged("stopping-now").getFirst().contains("reason=GracefulShutdownTimeout"), server.log());
        }
    }

    @ParameterizedTest
    @MethodSource("everyMode")
    void maxRequestWorkersReachedIsSaturationAndNoFullScoreboard(WebServerConf conf) {
        WebServerConf sleeping = HandlerJar.mounted(conf, "/sleep", SleepingHandler.class, folder);
        try (ServerProcess server = ServerProcess.start(sleeping, folder)) {
            int workers = conf.mpm()
                    .get(MpmDirective.MAX_REQUEST_WORKERS)
                    .orElseThrow()
                    .intValue();
            List<RawHttp> busy = new ArrayList<>();
            for (int i = 0; i < workers; i++) {
                busy.add(server.connect().sendGet("/sleep?600000"));
            }
            Await.until("it is told", SOON, () -> metric(server, "max_request_workers_reached") == 1);
            assertEquals(0, metric(server, "scoreboard_full"));
            assertEquals(1, server.awaitLogged("saturated", 1).size());
            assertEquals(List.of(), server.logged("scoreboard-full"));
            busy.forEach(RawHttp::close);
        }
    }

    @Test
    void aPlaceHeldByADrainingChildIsAFullScoreboardAndNoSaturation() {
        WebServerConf sleeping = HandlerJar.mounted(Confs.prefork(2), "/sleep", SleepingHandler.class, folder);
        try (ServerProcess server = ServerProcess.start(sleeping, folder)) {
            List<RawHttp> busy = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                busy.add(server.connect().sendGet("/sleep?15000"));
            }
            Await.until("both are busy", SOON, () -> server.statusNumber("BusyWorkers") == 2);

            server.signal("USR1");

            Await.until("it is told", SOON, () -> metric(server, "scoreboard_full") == 1);
            assertEquals(0, metric(server, "max_request_workers_reached"));
            assertEquals(1, server.awaitLogged("scoreboard-full", 1).size());
            Await.until("it is over", SOON, () -> metric(server, "scoreboard_full") == 0);
            assertEquals(1, server.awaitLogged("shortage-over", 1).size());
            busy.forEach(RawHttp::close);
        }
    }

    private static int metric(ServerProcess server, String name) {
        return server.management("/metrics")
                .text()
                .lines()
                .filter(line -> line.startsWith("webserver_" + name + " "))
                .map(line -> Integer.parseInt(line.substring(line.indexOf(' ') + 1)))
                .findFirst()
                .orElse(-1);
    }

    /** Two workers and a factor of 1: at most 2 + 1 × 2 connections while both are idle. */
    @Test
    void asyncRequestWorkerFactorLimitsConnectionsAndTheOldestIdleOneMakesRoom() {
        try (ServerProcess server = ServerProcess.start(Confs.keeping(Confs.event(1, 2, 1), LONG), folder)) {
            List<RawHttp> idle = new ArrayList<>();
            for (int i = 1; i <= 4; i++) {
                int kept = i;
                idle.add(server.connect().sendGet("/"));
                assertEquals(200, idle.getLast().receive().status());
                Await.until("kept in this order", SOON, () -> server.statusNumber("ConnsAsyncKeepAlive") == kept);
            }

            try (RawHttp fifth = server.connect().sendGet("/")) {
                assertEquals(200, fifth.receive().status());
                assertTrue(idle.getFirst().closedByServer(), "the one that was idle longest is closed");
                assertEquals(200, idle.getLast().sendGet("/").receive().status());
                Await.until("four are left", SOON, () -> server.statusNumber("ConnsTotal") == 4);
            }
            idle.forEach(RawHttp::close);
        }
    }

    @Test
    void aProcessThatIsFullOfHalfSentRequestsRestsUntilThereIsRoom() throws InterruptedException {
        try (ServerProcess server = ServerProcess.start(Confs.event(1, 2, 1), folder)) {
            List<RawHttp> reading = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                reading.add(server.connect().send("GET / HTTP/1.1\r\nHost: l"));
            }
            Await.until("their heads are collected", SOON, () -> server.statusNumber("ConnsAsyncWaitIO") == 4);
            try (RawHttp fifth = server.connect().sendGet("/")) {
                ProcessTree child = new ProcessTree(server.children().getFirst());
                Duration before = child.processorTime();
                Thread.sleep(2000);
                Duration used = child.processorTime().minus(before);

                assertTrue(used.toMillis() < 1000, () -> "it was busy for " + used + " of two seconds");
                reading.getFirst().close();
                assertEquals(200, fifth.receive().status());
            }
            reading.forEach(RawHttp::close);
        }
    }

    @Test
    void eventTellsConnectionsApartByWhatTheyWaitFor() throws IOException {
        Path www = Files.createDirectories(folder.resolve("www"));
        Files.writeString(www.resolve("index.html"), "here");
        try (RandomAccessFile large = new RandomAccessFile(www.resolve("large").toFile(), "rw")) {
            large.setLength(64L << 20);
        }
        WebServerConf conf = Confs.keeping(Confs.event(1, 2, 8), LONG).withDocumentRoot(www.toString());
        try (ServerProcess server = ServerProcess.start(conf, folder);
                RawHttp reading = server.connect();
                RawHttp writing = server.connect();
                RawHttp idle = server.connect();
                RawHttp closing = server.connect()) {
            reading.send("GET / HTTP/1.1\r\nHost: l");
            writing.sendGet("/large");
            assertEquals(200, idle.sendGet("/").receive().status());
            assertEquals(
                    400, closing.send("GET / HTTP/1.1\r\n\r\nmore").receive().status());

            Await.until(
                    "each is where it belongs",
                    SOON,
                    () -> server.statusNumber("ConnsAsyncWaitIO") == 1
                            && server.statusNumber("ConnsAsyncWriting") == 1
                            && server.statusNumber("ConnsAsyncKeepAlive") == 1
                            && server.statusNumber("ConnsAsyncClosing") == 1);
            assertEquals(2, server.statusNumber("IdleWorkers"), "none of them holds a worker");
        }
    }
}
