package io.mpmoperator.e2e.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.conf.WebServerConf;
import io.mpmoperator.e2e.handlers.CountingHandler;
import io.mpmoperator.e2e.handlers.HaltingHandler;
import io.mpmoperator.e2e.handlers.HandlerJar;
import io.mpmoperator.e2e.server.Await;
import io.mpmoperator.e2e.server.RawHttp;
import io.mpmoperator.e2e.server.ServerProcess;
import io.mpmoperator.e2e.server.Signals;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Claims 2, 3, 5, 7, 8 and 9, each by its number; those about memory are in {@link MemoryClaimsTest}. */
@Tag("process")
class ClaimsTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(3);
    private static final Duration NOT_YET = Duration.ofMillis(700);

    @TempDir
    private Path folder;

    private ServerProcess start(WebServerConf conf) {
        ServerProcess server = ServerProcess.start(conf, folder);
        int children = conf.mpm()
                .get(io.mpmoperator.mpm.MpmDirective.START_SERVERS)
                .orElseThrow()
                .intValue();
        int threads = conf.mpm()
                .get(io.mpmoperator.mpm.MpmDirective.THREADS_PER_CHILD)
                .map(Number::intValue)
                .orElse(1);
        Await.until(
                "all workers are idle",
                SOON,
                () -> server.statusNumber("IdleWorkers") == children * threads
                        && server.status().getOrDefault("Scoreboard", "S").indexOf('S') < 0);
        return server;
    }

    private static RawHttp idleInKeepAlive(ServerProcess server) {
        RawHttp http = server.connect().sendGet("/");
        assertEquals(200, http.receive().status());
        return http;
    }

    @Test
    void claim2_preforkStartsNoProcessForARequest() {
        try (ServerProcess server = start(Confs.prefork(3))) {
            Set<Long> before = new HashSet<>(server.children());
            for (int i = 0; i < 30; i++) {
                try (RawHttp http = server.connect().sendGet("/")) {
                    assertEquals(200, http.receive().status());
                }
            }
            assertEquals(before, new HashSet<>(server.children()));
        }
    }

    @Test
    void claim3_aPreforkChildThatIsKilledTakesOnlyItsOwnConnection() {
        try (ServerProcess server = start(Confs.prefork(4))) {
            List<RawHttp> halfSent = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                halfSent.add(server.connect().send("GET / HTTP/1.1\r\nHost: local"));
            }
            Await.until("every child has a connection", SOON, () -> server.statusNumber("BusyWorkers") == 4);
            long victim = server.children().getFirst();

            Signals.send(victim, "KILL");

            Await.until(
                    "the pool is refilled",
                    SOON,
                    () -> server.children().size() == 4 && !server.children().contains(victim));
            int answered = 0;
            for (RawHttp http : halfSent) {
                answered += answeredAfterTheRest(http) ? 1 : 0;
                http.close();
            }
            assertEquals(3, answered);
            Await.until("all four are idle again", SOON, () -> server.statusNumber("IdleWorkers") == 4);
        }
    }

    private static boolean answeredAfterTheRest(RawHttp http) {
        try {
            return http.send("host\r\n\r\n").receive().status() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    @Test
    void claim5_idleKeepAliveConnectionsOccupyEveryPreforkProcess() {
        claimThatIdleConnectionsKeepOthersWaiting(Confs.prefork(3), 3);
    }

    @Test
    void claim7_idleKeepAliveConnectionsOccupyEveryWorkerThread() {
        claimThatIdleConnectionsKeepOthersWaiting(Confs.worker(2, 3), 6);
    }

    private void claimThatIdleConnectionsKeepOthersWaiting(WebServerConf conf, int workers) {
        try (ServerProcess server = start(Confs.keeping(conf, KEEP_ALIVE))) {
            List<RawHttp> idle = new ArrayList<>();
            for (int i = 0; i < workers; i++) {
                idle.add(idleInKeepAlive(server));
            }
            try (RawHttp next = server.connect().sendGet("/")) {
                assertThrows(
                        UncheckedIOException.class, () -> next.patience(NOT_YET).receive());
            }
            long began = System.nanoTime();
            try (RawHttp later = server.connect().sendGet("/")) {
                assertEquals(200, later.receive().status());
            }
            assertTrue(System.nanoTime() - began > NOT_YET.toNanos(), "it waited until a keep-alive timed out");
            idle.forEach(RawHttp::close);
        }
    }

    @Test
    void claim9_aFewEventThreadsHoldManyIdleConnectionsAndServeTheNextClientAtOnce() {
        int connections = 1000;
        try (ServerProcess server = start(Confs.keeping(Confs.event(1, 8, 200), Duration.ofSeconds(60)))) {
            List<RawHttp> idle = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                idle.add(idleInKeepAlive(server));
            }
            Await.until("they are parked", SOON, () -> server.statusNumber("ConnsAsyncKeepAlive") == connections);
            assertEquals(8, server.statusNumber("IdleWorkers"));

            List<Duration> waits = new ArrayList<>();
            for (int i = 0; i < 21; i++) {
                waits.add(timeToAnswer(server));
            }
            waits.sort(null);

            assertTrue(waits.get(10).compareTo(Duration.ofMillis(100)) < 0, "the next client waited " + waits.get(10));
            assertEquals(200, idle.getFirst().sendGet("/").receive().status());
            assertFalse(server.status().getOrDefault("Scoreboard", "").contains("K"));
            idle.forEach(RawHttp::close);
        }
    }

    private static Duration timeToAnswer(ServerProcess server) {
        long began = System.nanoTime();
        try (RawHttp http = server.connect().sendGet("/")) {
            assertEquals(200, http.receive().status());
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }

    @Test
    void claim3_aHandlerThatHaltsItsProcessTakesOnlyItsOwnConnectionUnderPrefork() {
        claimThatAHaltTakesItsProcessOnly(Confs.preforkWithRoom(4, 0), 4, 1);
    }

    @Test
    void claim8_aHandlerThatHaltsItsProcessTakesAllConnectionsOfItAndNoOtherUnderWorker() {
        claimThatAHaltTakesItsProcessOnly(Confs.worker(2, 3), 6, 3);
    }

    private void claimThatAHaltTakesItsProcessOnly(WebServerConf conf, int connections, int ofOneProcess) {
        WebServerConf halting = HandlerJar.mounted(conf, "/halt", HaltingHandler.class, folder);
        try (ServerProcess server = start(Confs.keeping(halting, Duration.ofMinutes(5)))) {
            Map<RawHttp, String> processes = new LinkedHashMap<>();
            for (int i = 0; i < connections; i++) {
                RawHttp http = server.connect().sendGet("/halt");
                processes.put(http, http.receive().text());
            }
            RawHttp first = processes.keySet().iterator().next();
            String victim = processes.get(first);

            first.sendGet("/halt?now");

            assertThrows(UncheckedIOException.class, first::receive);
            int ended = 0;
            for (Map.Entry<RawHttp, String> connection : processes.entrySet()) {
                boolean open = answersAgain(connection.getKey(), connection.getValue());
                assertEquals(!connection.getValue().equals(victim), open, connection.getValue());
                ended += open ? 0 : 1;
                connection.getKey().close();
            }
            assertEquals(ofOneProcess, ended);
            assertEquals(1, server.awaitLogged("child-lost", 1).size());
            Await.until("the pool is whole again", SOON, () -> server.statusNumber("IdleWorkers") == connections);
        }
    }

    private static boolean answersAgain(RawHttp http, String process) {
        try {
            return http.sendGet("/halt").receive().text().equals(process);
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    @Test
    void claim8_anUnguardedCounterLosesCountUnderWorker() throws InterruptedException {
        List<String> answers = counted(Confs.worker(1, 8), 8, 25);

        assertTrue(
                highest(answers).values().stream().mapToInt(Integer::intValue).sum() < 200, answers::toString);
    }

    @Test
    void claim8_theSameCounterIsExactInEachProcessUnderPrefork() throws InterruptedException {
        List<String> answers = counted(Confs.prefork(8), 8, 25);

        assertEquals(
                200,
                highest(answers).values().stream().mapToInt(Integer::intValue).sum());
        assertEquals(200, new HashSet<>(answers).size(), "no process has counted the same twice");
    }

    /** What clients were answered that ask at the same time, each so many times: process id and count. */
    private List<String> counted(WebServerConf conf, int clients, int requests) throws InterruptedException {
        List<String> answers = Collections.synchronizedList(new ArrayList<>());
        try (ServerProcess server = start(HandlerJar.mounted(conf, "/count", CountingHandler.class, folder))) {
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                threads.add(Thread.ofPlatform().start(() -> {
                    try (RawHttp http = server.connect()) {
                        for (int request = 0; request < requests; request++) {
                            answers.add(http.sendGet("/count").receive().text());
                        }
                    }
                }));
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }
        assertEquals(clients * requests, answers.size());
        return answers;
    }

    /** The highest count of each process. */
    private static Map<String, Integer> highest(List<String> answers) {
        return answers.stream()
                .map(answer -> answer.split(" ", -1))
                .collect(Collectors.toMap(words -> words[0], words -> Integer.valueOf(words[1]), Math::max));
    }
}
