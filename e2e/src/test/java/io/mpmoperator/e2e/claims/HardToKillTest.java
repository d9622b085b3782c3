package io.mpmoperator.e2e.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.conf.WebServerConf;
import io.mpmoperator.e2e.server.Await;
import io.mpmoperator.e2e.server.RawHttp;
import io.mpmoperator.e2e.server.ServerProcess;
import io.mpmoperator.e2e.server.Signals;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is done to a server while it is busy, and what its clients notice of it. */
class HardToKillTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int CLIENTS = 8;

    @TempDir
    private Path folder;

    static Stream<WebServerConf> everyMode() {
        return Stream.of(Confs.prefork(CLIENTS + 2), Confs.worker(2, CLIENTS), Confs.event(2, CLIENTS, 2));
    }

    @ParameterizedTest
    @MethodSource("everyMode")
    void gracefulRestartsUnderLoadFailNotOneRequest(WebServerConf conf) {
        try (ServerProcess server = ServerProcess.start(conf, folder);
                BusyClients clients = BusyClients.start(server.port(), CLIENTS)) {
            for (int restart = 1; restart <= 3; restart++) {
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
            assertTrue(clients.answered() > 4 * CLIENTS);
        }
    }

    @Test
    void aChildThatIsKilledUnderLoadFailsAtMostTheRequestsItHeld() {
        int processes = CLIENTS + 2;
        try (ServerProcess server = ServerProcess.start(Confs.prefork(processes), folder);
                BusyClients clients = BusyClients.start(server.port(), CLIENTS)) {
            int kills = 4;
            for (int kill = 0; kill < kills; kill++) {
                clients.awaitMore(CLIENTS);
                long victim = server.children().getFirst();
                Signals.send(victim, "KILL");
                Await.until(
                        "the pool is whole again",
                        SOON,
                        () -> server.children().size() == processes
                                && !server.children().contains(victim)
                                && server.status()
                                                .getOrDefault("Scoreboard", "S")
                                                .indexOf('S')
                                        < 0);
            }
            clients.awaitMore(CLIENTS);

            assertTrue(clients.failures().size() <= kills, clients.failures().toString());
        }
    }

    @Test
    void slowHeadersHoldNoEventWorkerAndNobodyWaitsForThem() {
        try (ServerProcess server = ServerProcess.start(Confs.event(1, 2, 500), folder)) {
            List<RawHttp> slow = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                slow.add(server.connect().send("GET / HTTP/1.1\r\nHost: l"));
            }
            Await.until("their heads are collected", SOON, () -> server.statusNumber("ConnsAsyncWaitIO") == 300);

            assertEquals(0, server.statusNumber("BusyWorkers"));
            for (int i = 0; i < 10; i++) {
                try (RawHttp http = server.connect().sendGet("/")) {
                    assertEquals(200, http.receive().status());
                }
            }
            assertEquals(200, slow.get(299).send("ocalhost\r\n\r\n").receive().status());
            slow.forEach(RawHttp::close);
        }
    }

    @Test
    void aClientThatResetsInTheMiddleOfABodyIsNobodysTrouble() {
        try (ServerProcess server = ServerProcess.start(Confs.worker(1, 2), folder)) {
            for (int i = 0; i < 10; i++) {
                server.connect()
                        .send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\nabc")
                        .reset();
            }
            assertEquals(200, RawHttp.get(server.port(), "/").status());
            Await.until("both workers are idle", SOON, () -> server.statusNumber("IdleWorkers") == 2);
        }
    }
}
