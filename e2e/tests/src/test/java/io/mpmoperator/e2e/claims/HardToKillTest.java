package io.mpmoperator.e2e.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.conf.WebServerConf;
import io.mpmoperator.e2e.handlers.HandlerJar;
import io.mpmoperator.e2e.handlers.InterruptingHandler;
import io.mpmoperator.e2e.handlers.ThreadLosingHandler;
import io.mpmoperator.e2e.server.Await;
import io.mpmoperator.e2e.server.RawHttp;
import io.mpmoperator.e2e.server.ServerProcess;
import io.mpmoperator.e2e.server.Signals;
import io.mpmoperator.mpm.MpmDirective;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is done to the processes of a server while it is busy, and what its clients notice of it. */
@Tag("process")
class HardToKillTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int OTHERS = 101;
    private static final Duration AT_ONCE = Duration.ofMillis(10);
    private static final Duration CROWDED = Duration.ofSeconds(3);
    private static final int KILLS = 20;
    private static final Duration WHOLE_AGAIN = Duration.ofSeconds(2);
    private static final int CLIENTS = 64;
    private static final int HEADS_BYTES = 8 << 20;

    @TempDir
    private Path folder;

    static Stream<WebServerConf> everyMode() {
        return Stream.of(Confs.preforkWithRoom(8, 8), Confs.worker(2, CLIENTS), Confs.event(2, 8, 9));
    }

    @ParameterizedTest
    @MethodSource("everyMode")
    void tenGracefulRestartsUnderLoadFailNotOneRequest(WebServerConf conf) {
        try (ServerProcess server = ServerProcess.start(conf, folder);
                BusyClients clients = BusyClients.start(server.port(), CLIENTS)) {
            for (int restart = 1; restart <= 10; restart++) {
                Set<Long> before = new HashSet<>(server.children());
                clients.awaitMore(CLIENTS);
                server.signal("USR1");
                Await.until(
                        "restart " + restart + " is over",
                        SOON,
                        () -> server.children().stream().noneMatch(before::contains));
            }
            clients.awaitMore(CLIENTS);

            assertEquals(List.of(), clients.failures());
            assertEquals("10", server.status().get("ParentServerMPMGeneration"));
        }
    }

    /** Processes of the pool, requests that one of them may hold. */
    static Stream<Arguments> everyModeWithItsPool() {
        return Stream.of(
                Arguments.of(Confs.preforkWithRoom(8, 0), 8, 1),
                Arguments.of(Confs.worker(3, 24), 3, 24),
                Arguments.of(Confs.event(3, 8, 9), 3, CLIENTS));
    }

    @ParameterizedTest
    @MethodSource("everyModeWithItsPool")
    void aChildKilledEverySecondFailsOnlyWhatItHeldAndThePoolIsWholeAtOnce(
            WebServerConf conf, int processes, int heldByOne) throws InterruptedException {
        List<Duration> broken = new ArrayList<>();
        try (ServerProcess server = ServerProcess.start(conf, folder);
                BusyClients clients = BusyClients.start(server.port(), CLIENTS)) {
            awaitWhole(server, processes);
            for (int kill = 1; kill <= KILLS; kill++) {
                long began = System.nanoTime();
                int failedBefore = clients.failures().size();
                long victim = server.children().get(kill % processes);

                Signals.send(victim, "KILL");

                Await.until(
                        "the child is missed", SOON, () -> !server.children().contains(victim));
                awaitWhole(server, processes);
                broken.add(Duration.ofNanos(System.nanoTime() - began));
                clients.awaitMore(CLIENTS);
                int failed = clients.failures().size() - failedBefore;
                assertTrue(failed <= heldByOne, failed + " requests failed: " + clients.failures());
                Thread.sleep(Math.max(0, 1000 - (System.nanoTime() - began) / 1_000_000));
            }
            assertEquals(KILLS, server.awaitLogged("child-lost", KILLS).size());
        }
        broken.sort(null);
        assertTrue(broken.get(KILLS / 2).compareTo(WHOLE_AGAIN) <= 0, "the pool was whole again after " + broken);
    }

    /** Whole: every process there and ready, the same ones in the scoreboard and in the process table. */
    private static void awaitWhole(ServerProcess server, int processes) {
        Await.until("the pool is whole, and the scoreboard says what /proc says", SOON, () -> {
            List<Long> running = server.children();
            String scoreboard = server.status().getOrDefault("Scoreboard", "S");
            return running.size() == processes
                    && running.equals(server.childrenOnThePage())
                    && scoreboard.indexOf('S') < 0;
        });
    }

    static Stream<WebServerConf> modesWithAListener() {
        return Stream.of(Confs.worker(2, 3), Confs.event(2, 3, 2));
    }

    @ParameterizedTest
    @MethodSource("modesWithAListener")
    void aProcessWhoseListenerDiesIsReplaced(WebServerConf conf) {
        WebServerConf dangerous = HandlerJar.mounted(conf, "/interrupt", InterruptingHandler.class, folder);
        try (ServerProcess server = ServerProcess.start(dangerous, folder)) {
            Set<Long> before = new HashSet<>(server.children());
            server.connect().sendGet("/interrupt").close();
            Await.until(
                    "the process is replaced",
                    SOON,
                    () -> server.children().size() == 2
                            && server.children().stream()
                                            .filter(before::contains)
                                            .count()
                                    == 1);
            assertEquals(1, server.awaitLogged("child-lost", 1).size());
            for (int i = 0; i < 20; i++) {
                assertEquals(200, RawHttp.get(server.port(), "/").status());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("everyMode")
    void aThreadThatAHandlerLosesTakesNoProcessWithIt(WebServerConf conf) {
        WebServerConf losing = HandlerJar.mounted(conf, "/lose", ThreadLosingHandler.class, folder);
        try (ServerProcess server = ServerProcess.start(losing, folder)) {
            String process = RawHttp.get(server.port(), "/lose").text();

            String died = server.awaitLogged("application-thread-died", 1).getFirst();

            assertTrue(died.contains("thread=lost") && died.contains("lost on purpose"), died);
            assertTrue(server.children().contains(Long.valueOf(process)), "it goes on");
            assertEquals(List.of(), server.logged("child-lost"));
        }
    }

    /** ServerLimit 200, ThreadLimit 500: a hundred thousand places in the scoreboard, a thousand workers that show. */
    @Test
    void theControlProcessReportsAnyScoreboardWithinItsHeap() throws Exception {
        WebServerConf conf = Confs.with(Confs.worker(2, 500), MpmDirective.SERVER_LIMIT, 200);
        AtomicInteger reports = new AtomicInteger();
        try (ServerProcess server = ServerProcess.start(conf, folder);
                ExecutorService scrapers = Executors.newVirtualThreadPerTaskExecutor()) {
            awaitWhole(server, 2);
            List<Future<?>> asking = new ArrayList<>();
            AtomicBoolean enough = new AtomicBoolean();
            for (String path : List.of("/server-status", "/server-status", "/metrics", "/server-status?auto")) {
                asking.add(scrapers.submit(() -> {
                    while (!enough.get()) {
                        assertEquals(200, server.management(path).status());
                        reports.incrementAndGet();
                    }
                }));
            }
            for (int restart = 1; restart <= 3; restart++) {
                Set<Long> before = new HashSet<>(server.children());
                int reportsBefore = reports.get();
                server.signal("USR1");
                Await.until("it is over, and reported all the while", SOON, () -> {
                    server.checkAlive();
                    return reports.get() > reportsBefore + 40
                            && server.children().stream().noneMatch(before::contains);
                });
            }
            enough.set(true);
            for (Future<?> scraper : asking) {
                scraper.get();
            }
            assertFalse(server.log().contains("OutOfMemoryError"));
        }
    }

    /** More clients than it serves at a time are sent away; those that it serves fit into its heap. */
    @Test
    void theControlProcessOutlivesACrowdAtItsManagementPort() throws Exception {
        int crowd = 120;
        AtomicInteger answered = new AtomicInteger();
        AtomicInteger sentAway = new AtomicInteger();
        try (ServerProcess server = ServerProcess.start(Confs.event(2, 8, 9), folder);
                ExecutorService scrapers = Executors.newVirtualThreadPerTaskExecutor()) {
            long end = System.nanoTime() + CROWDED.toNanos();
            for (int i = 0; i < crowd; i++) {
                String path = i % 2 == 0 ? "/server-status" : "/metrics";
                scrapers.execute(() -> {
                    while (System.nanoTime() - end < 0) {
                        try {
                            (server.management(path).status() == 200 ? answered : sentAway).incrementAndGet();
                        } catch (UncheckedIOException closed) {
                            sentAway.incrementAndGet();
                            Await.pause(AT_ONCE);
                        }
                    }
                });
            }
            scrapers.shutdown();
            assertTrue(scrapers.awaitTermination(SOON.toSeconds(), TimeUnit.SECONDS));

            assertTrue(answered.get() > 0, "some are answered");
            assertTrue(sentAway.get() > 0, "it was a crowd");
            Await.until(
                    "probes are answered again",
                    SOON,
                    () -> server.management("/livez").status() == 200);
            assertEquals(200, RawHttp.get(server.port(), "/").status());
            assertFalse(server.log().contains("OutOfMemoryError"), server.log());
        }
    }

    @Test
    void twoThousandSlowHeadersHoldNoEventWorkerAndNobodyWaitsForThem() throws Exception {
        int slow = 2000;
        try (ServerProcess server = ServerProcess.start(withRoomForHeads(Confs.event(1, 2, slow)), folder);
                SlowHeaders clients = SlowHeaders.start(server.port(), slow, folder)) {
            Await.until(
                    "their heads are collected", SOON, () -> server.statusNumber("ConnsAsyncWaitIO") >= slow * 9 / 10);

            assertEquals(0, server.statusNumber("BusyWorkers"));
            List<Duration> waits = new ArrayList<>();
            for (int i = 0; i < OTHERS; i++) {
                long began = System.nanoTime();
                assertEquals(200, RawHttp.get(server.port(), "/").status());
                waits.add(Duration.ofNanos(System.nanoTime() - began));
            }
            waits.sort(null);
            assertTrue(waits.get(OTHERS / 2).compareTo(AT_ONCE) < 0, "others waited " + waits);
            assertTrue(clients.alive(), "the slow clients were there all the time");
        }
    }

    /** By default a child has room for some hundreds of heads at once; beyond them, the oldest would be told to go. */
    private static WebServerConf withRoomForHeads(WebServerConf conf) {
        return conf.withWorkload(conf.workload().withRequestMemoryLimitBytes(HEADS_BYTES));
    }

    @ParameterizedTest
    @MethodSource("everyMode")
    void termUnderLoadAnswersWhatItHasInHandAndEndsWithZero(WebServerConf conf) throws InterruptedException {
        try (ServerProcess server = ServerProcess.start(conf, folder);
                BusyClients clients = BusyClients.start(server.port(), CLIENTS)) {
            clients.awaitMore(4 * CLIENTS);

            server.signal("TERM");

            assertEquals(0, server.await(SOON));
            assertEquals(List.of(), clients.brokenPromises());
            assertFalse(server.log().contains("level=error"), server.log());
        }
    }

    @ParameterizedTest
    @MethodSource("modesWithAListener")
    void aClientThatResetsInTheMiddleOfABodyIsNobodysTrouble(WebServerConf conf) {
        try (ServerProcess server = ServerProcess.start(conf, folder)) {
            for (int i = 0; i < 10; i++) {
                server.connect()
                        .send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\nabc")
                        .reset();
            }
            assertEquals(200, RawHttp.get(server.port(), "/").status());
            Await.until("all workers are idle", SOON, () -> server.statusNumber("IdleWorkers") == 6);
        }
    }
}
