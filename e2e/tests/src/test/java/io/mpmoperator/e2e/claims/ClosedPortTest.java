package io.mpmoperator.e2e.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.conf.WebServerConf;
import io.mpmoperator.e2e.handlers.HandlerJar;
import io.mpmoperator.e2e.handlers.SleepingHandler;
import io.mpmoperator.e2e.local.FreePort;
import io.mpmoperator.e2e.server.Await;
import io.mpmoperator.e2e.server.RawHttp;
import io.mpmoperator.e2e.server.ServerProcess;
import io.mpmoperator.e2e.server.Signals;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A process that accepts no more has no listening socket: a client hears at once that no server is there. */
@Tag("process")
class ClosedPortTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final long LARGE = 32 << 20;

    @TempDir
    private Path folder;

    static Stream<WebServerConf> everyMode() {
        return Stream.of(Confs.preforkWithRoom(2, 2), Confs.worker(1, 3), Confs.event(1, 3, 2));
    }

    @BeforeEach
    void putALargeFile() throws IOException {
        Path www = Files.createDirectories(folder.resolve("www"));
        Files.writeString(www.resolve("a.txt"), "hello");
        try (RandomAccessFile file = new RandomAccessFile(www.resolve("large").toFile(), "rw")) {
            file.setLength(LARGE);
        }
    }

    private ServerProcess start(WebServerConf conf) {
        return ServerProcess.start(conf.withDocumentRoot(folder.resolve("www").toString()), folder);
    }

    /** A client that has asked for the large file, and seen the first byte of it. */
    private static final class Download implements AutoCloseable {

        private final Socket socket;

        Download(int port) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout((int) SOON.toMillis());
            String request = "GET /large HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            assertEquals('H', socket.getInputStream().read());
        }

        /** How many bytes come until the end. */
        long rest() throws IOException {
            long bytes = 0;
            byte[] buffer = new byte[1 << 16];
            for (int n = 0; n >= 0; n = socket.getInputStream().read(buffer)) {
                bytes += n;
            }
            return bytes;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
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

    private static boolean hasListeningSocket(long pid, int port) {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            Set<String> listening = new HashSet<>();
            for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
                Path file = Path.of(table);
                if (Files.exists(file)) {
                    Files.readAllLines(file)
                            .forEach(line -> inodeOfListener(line, port).forEach(listening::add));
                }
            }
            assertFalse(listening.isEmpty(), "no process listens");
            return descriptors.map(ClosedPortTest::target).anyMatch(listening::contains);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> inodeOfListener(String line, int port) {
        String[] columns = line.strip().split(" +", -1);
        boolean listens =
                columns[3].equals("0A") && columns[1].endsWith(":" + String.format(Locale.ROOT, "%04X", port));
        return listens ? Stream.of("socket:[" + columns[9] + "]") : Stream.empty();
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return "closed meanwhile";
        }
    }

    @ParameterizedTest
    @MethodSource("everyMode")
    void aChildThatLeavesHasNoneAndAtTheEndThePortIsRefused(WebServerConf conf) throws Exception {
        try (ServerProcess server = start(conf);
                Download download = new Download(server.port())) {
            Set<Long> old = new HashSet<>(server.children());
            server.signal("USR1");
            Await.until(
                    "the others have left",
                    SOON,
                    () -> leavers(server, old).size() == 1
                            && server.children().size() > 1
                            && server.statusNumber("IdleWorkers") > 0);
            long leaver = leavers(server, old).getFirst();
            Await.until("the leaver's is closed", SOON, () -> !hasListeningSocket(leaver, server.port()));
            for (int i = 0; i < 20; i++) {
                try (var http = server.connect()) {
                    assertEquals("hello", http.sendGet("/a.txt").receive().text());
                }
            }

            server.signal("TERM");

            Await.until("the port is refused", SOON, () -> refused(server.port()));
            assertEquals(200, server.management("/livez").status());
            assertEquals(503, server.management("/readyz").status());
            assertTrue(server.children().contains(leaver));
            assertTrue(download.rest() > LARGE);
            assertEquals(0, server.await(SOON));
            assertTrue(server.logged("accept-failed").isEmpty(), server::log);
        }
    }

    private static List<Long> leavers(ServerProcess server, Set<Long> old) {
        return server.children().stream().filter(old::contains).toList();
    }

    @ParameterizedTest
    @MethodSource("everyMode")
    void nobodyHasOneWhenTheControlProcessIsGone(WebServerConf conf) throws Exception {
        try (ServerProcess server = start(conf);
                Download download = new Download(server.port())) {
            List<ProcessHandle> children = server.children().stream()
                    .map(pid -> ProcessHandle.of(pid).orElseThrow())
                    .toList();

            server.signal("KILL");

            Await.until("the port is refused", SOON, () -> refused(server.port()));
            assertTrue(download.rest() > LARGE);
            Await.until("every child has ended", SOON, () -> children.stream().noneMatch(ProcessHandle::isAlive));
        }
    }

    /** No worker accepts them, since all are busy; when the port is given up, the kernel would reset them. */
    @ParameterizedTest
    @MethodSource("everyModeBusyWithOne")
    void requestsThatWaitToBeAcceptedAreAnsweredBeforeThePortIsGivenUp(WebServerConf conf, boolean moves)
            throws Exception {
        WebServerConf sleeping = HandlerJar.mounted(conf, "/sleep", SleepingHandler.class, folder);
        List<RawHttp> waiting = new ArrayList<>();
        try (ServerProcess server = start(sleeping)) {
            try (RawHttp busy = server.connect()) { // closed at once: the only worker waits two seconds for that
                busy.send("POST /sleep?0 HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\n");
                Await.until("it is busy", SOON, () -> server.statusNumber("BusyWorkers") == 1);
                for (int i = 0; i < 5; i++) {
                    waiting.add(server.connect().sendGet("/a.txt"));
                }
                giveUpThePort(server, moves);
                Await.until("the port is refused", SOON, () -> refused(server.port()));
                busy.send("x");
                assertEquals(200, busy.receive().status());
            }
            for (RawHttp client : waiting) {
                RawHttp.Response response = client.receive();
                assertEquals("hello", response.text());
                assertEquals("close", response.fields().get("connection"));
                client.close();
            }
        } finally {
            waiting.forEach(RawHttp::close);
        }
    }

    private static void giveUpThePort(ServerProcess server, boolean moves) throws IOException {
        if (moves) {
            String kept = server.written().replaceAll("(?m)^Listen .*\n", "");
            server.rewriteText(kept + "Listen 127.0.0.1:" + FreePort.any() + "\n");
        }
        server.signal(moves ? "USR1" : "TERM");
    }

    static Stream<Arguments> everyModeBusyWithOne() {
        return Stream.of(Confs.preforkWithRoom(1, 1), Confs.worker(1, 1), Confs.event(1, 1, 1))
                .flatMap(conf -> Stream.of(Arguments.of(conf, false), Arguments.of(conf, true)));
    }

    /** A child that is starting just now does not hear at once that it is to end, no more than one that was stopped. */
    @Test
    void aChildThatDoesNotHearKeepsNoPortOpen() throws Exception {
        try (ServerProcess server = start(Confs.event(2, 2, 2))) {
            long deaf = server.children().getFirst();
            Signals.send(deaf, "STOP");

            server.signal("TERM");

            Await.until("the port is refused", SOON, () -> refused(server.port()));
            Signals.send(deaf, "CONT");
            assertEquals(0, server.await(SOON));
        }
    }
}
