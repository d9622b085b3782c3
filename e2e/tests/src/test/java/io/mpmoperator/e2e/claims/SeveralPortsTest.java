package io.mpmoperator.e2e.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.conf.Listen;
import io.mpmoperator.conf.ListenAddress;
import io.mpmoperator.conf.WebServerConf;
import io.mpmoperator.e2e.local.FreePort;
import io.mpmoperator.e2e.server.Await;
import io.mpmoperator.e2e.server.RawHttp;
import io.mpmoperator.e2e.server.ServerProcess;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Several ports: each is served in every mode, and given up or opened by a restart for itself. */
@Tag("process")
class SeveralPortsTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    static Stream<WebServerConf> everyMode() {
        return Stream.of(Confs.preforkWithRoom(2, 2), Confs.worker(1, 3), Confs.event(2, 3, 6));
    }

    @BeforeEach
    void putAFile() throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve("www")).resolve("a.txt"), "hello");
    }

    private ServerProcess start(WebServerConf conf) {
        Listen port = Listen.of(ListenAddress.port(8080));
        return ServerProcess.start(
                conf.withListens(
                                List.of(port, Listen.of(ListenAddress.port(8081)), Listen.of(ListenAddress.port(8082))))
                        .withDocumentRoot(folder.resolve("www").toString()),
                folder);
    }

    private static List<Integer> ports(ServerProcess server) {
        List<Integer> ports = new ArrayList<>(List.of(server.port()));
        ports.addAll(server.furtherPorts());
        return ports;
    }

    private static boolean refused(int port) {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return client.isClosed();
        } catch (ConnectException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void assertAnswers(int port) {
        assertEquals("hello", RawHttp.get(port, "/a.txt").text());
    }

    @ParameterizedTest
    @MethodSource("everyMode")
    void eachPortIsServedAndAtTheEndRefused(WebServerConf conf) throws Exception {
        try (ServerProcess server = start(conf)) {
            List<Integer> ports = ports(server);
            for (int i = 0; i < 30; i++) {
                assertAnswers(ports.get(i % ports.size()));
            }

            server.signal("TERM");

            assertEquals(0, server.await(SOON));
            ports.forEach(port -> assertTrue(refused(port)));
            assertTrue(server.logged("accept-failed").isEmpty(), server::log);
        }
    }

    @ParameterizedTest
    @MethodSource("everyMode")
    void aRestartGivesOnePortUpOpensAnotherAndKeepsTheThird(WebServerConf conf) throws Exception {
        try (ServerProcess server = start(conf)) {
            int kept = FreePort.any();
            int opened = FreePort.any();
            moveTo(server, kept, FreePort.any());
            Await.until("it has moved", SOON, () -> refused(server.port()));
            try (Clients clients = new Clients(kept)) {
                moveTo(server, opened, kept);

                Await.until("the new port is served", SOON, () -> !refused(opened));
                Await.until(
                        "the others have left",
                        SOON,
                        () -> server.management("/server-status?auto").text().contains("ServerMPMGeneration: 2\n")
                                && server.statusNumber("Stopping") <= 0);
                clients.assertThatAllWereAnswered();
            }
            assertAnswers(opened);
            assertAnswers(kept);
            server.furtherPorts().forEach(port -> assertTrue(refused(port)));
        }
    }

    private static void moveTo(ServerProcess server, int... ports) throws IOException {
        StringBuilder text = new StringBuilder(server.written().replaceAll("(?m)^Listen .*\n", ""));
        for (int port : ports) {
            text.append("Listen 127.0.0.1:").append(port).append('\n');
        }
        server.rewriteText(text.toString());
        server.signal("USR1");
    }

    /** A client after the other, until it is closed. */
    private static final class Clients implements AutoCloseable {

        private final List<String> failures = Collections.synchronizedList(new ArrayList<>());
        private final Thread thread;
        private final AtomicInteger answered = new AtomicInteger();
        private volatile boolean ended;

        Clients(int port) {
            thread = Thread.ofPlatform().daemon().start(() -> {
                while (!ended) {
                    ask(port);
                }
            });
        }

        private void ask(int port) {
            try {
                assertAnswers(port);
                answered.incrementAndGet();
            } catch (RuntimeException | AssertionError e) {
                failures.add(String.valueOf(e));
            }
        }

        void assertThatAllWereAnswered() {
            int before = answered.get();
            Await.until("others were answered", SOON, () -> answered.get() > before + 10);
            assertEquals(List.of(), failures);
        }

        @Override
        public void close() {
            ended = true;
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void aPortThatAnotherProcessHasRefusesTheConfigurationAndOpensNone() throws Exception {
        try (ServerProcess server = start(Confs.event(1, 2, 2));
                ServerSocket foreign = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int other = FreePort.any();

            moveTo(server, other, foreign.getLocalPort());

            Await.until(
                    "it is refused",
                    SOON,
                    () -> server.logged("configuration-refused").size() == 1);
            assertTrue(server.log().contains("the port is in use by another process"), server::log);
            assertTrue(refused(other));
            ports(server).forEach(SeveralPortsTest::assertAnswers);
        }
    }
}
