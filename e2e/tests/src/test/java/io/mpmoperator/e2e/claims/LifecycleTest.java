package io.mpmoperator.e2e.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.conf.ConfWriter;
import io.mpmoperator.conf.ListenAddress;
import io.mpmoperator.conf.WebServerConf;
import io.mpmoperator.e2e.handlers.HandlerJar;
import io.mpmoperator.e2e.handlers.NeverMadeHandler;
import io.mpmoperator.e2e.server.Await;
import io.mpmoperator.e2e.server.RawHttp;
import io.mpmoperator.e2e.server.ServerProcess;
import io.mpmoperator.e2e.server.Signals;
import io.mpmoperator.mpm.Mode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Starting, stopping and restarting the server in every mode. */
@Tag("process")
class LifecycleTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    static Stream<WebServerConf> everyMode() {
        return Stream.of(Confs.prefork(3), Confs.worker(2, 3), Confs.event(2, 3, 2));
    }

    @ParameterizedTest
    @MethodSource("everyMode")
    void servesAFileAndKeepsTheConnection(WebServerConf conf) throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve("www")).resolve("a.txt"), "hello");
        try (ServerProcess server = ServerProcess.start(
                        conf.withDocumentRoot(folder.resolve("www").toString()), folder);
                RawHttp http = server.connect()) {
            for (int i = 0; i < 3; i++) {
                RawHttp.Response response = http.sendGet("/a.txt").receive();
                assertEquals(200, response.status());
                assertEquals("hello", response.text());
            }
            assertEquals(400, http.sendGet("/../../etc/passwd").receive().status());
        }
    }

    @ParameterizedTest
    @MethodSource("everyMode")
    void termDrainsAndEndsWithZero(WebServerConf conf) throws InterruptedException {
        try (ServerProcess server = ServerProcess.start(conf, folder);
                RawHttp http = server.connect().send("GET / HTTP/1.1\r\nHost: loc")) {
            Await.until("the request is being read", SOON, () -> reading(server));

            server.signal("TERM");

            Await.until(
                    "it is no longer ready",
                    SOON,
                    () -> server.management("/readyz").status() == 503);
            RawHttp.Response response = http.send("alhost\r\n\r\n").receive();
            assertEquals(200, response.status());
            assertEquals("close", response.fields().get("connection"));
            assertEquals(0, server.await(SOON));
        }
    }

    /** They have no request in hand, and here they would never have started. */
    @ParameterizedTest
    @MethodSource("everyMode")
    void termDoesNotWaitForChildrenThatAreStillStarting(WebServerConf conf) throws Exception {
        ListenAddress any = new ListenAddress("127.0.0.1", 0);
        WebServerConf stuck = HandlerJar.mounted(conf, "/x", NeverMadeHandler.class, folder)
                .withListen(any)
                .withManagementListen(any);
        Path file = Files.writeString(folder.resolve("webserver.conf"), ConfWriter.write(stuck));
        Process server =
                ServerProcess.command(folder, "run", "-c", file.toString()).start();
        try {
            Path log = folder.resolve("server.log"); // what the shell starts before it becomes the server is no child
            Await.until(
                    "children are being started",
                    SOON,
                    () -> isListening(log) && server.children().findAny().isPresent());

            server.destroy();

            assertTrue(server.waitFor(SOON.toSeconds(), TimeUnit.SECONDS), "it ends");
            assertEquals(0, server.exitValue());
        } finally {
            server.descendants().forEach(ProcessHandle::destroyForcibly);
            server.destroyForcibly();
        }
    }

    private static boolean isListening(Path log) {
        try {
            return Files.readString(log).contains("event=listening");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nothing would end it: it waits for something that never comes. */
    @Test
    void aTrialThatHangsDoesNotOutliveAKilledControlProcess() throws Exception {
        WebServerConf conf = Confs.event(1, 2, 2);
        try (ServerProcess server = ServerProcess.start(conf, folder)) {
            server.rewrite(HandlerJar.mounted(server.conf(), "/x", NeverMadeHandler.class, folder));
            server.signal("USR1");
            String trying = server.awaitLogged("trying", 1).getFirst();
            long trial = Long.parseLong(trying.substring(trying.indexOf("trial=") + 6));
            assertTrue(runs(trial));

            Signals.send(server.pid(), "KILL");

            Await.until("the trial has ended", SOON, () -> !runs(trial));
        }
    }

    /** Whether it is there, and no zombie. */
    private static boolean runs(long pid) {
        try {
            return !Files.readString(Path.of("/proc/" + pid + "/cmdline")).isEmpty();
        } catch (IOException gone) {
            return false;
        }
    }

    private static boolean reading(ServerProcess server) {
        return server.statusNumber("BusyWorkers") == 1 || server.statusNumber("ConnsAsyncWaitIO") == 1;
    }

    @ParameterizedTest
    @MethodSource("everyMode")
    void aGracefulRestartReplacesEveryChildAndReadsTheConfigurationAgain(WebServerConf conf) throws IOException {
        Path www = Files.createDirectories(folder.resolve("other"));
        Files.writeString(www.resolve("index.html"), "other");
        try (ServerProcess server = ServerProcess.start(conf, folder)) {
            Set<Long> before = new HashSet<>(server.children());
            server.rewrite(server.conf().withDocumentRoot(www.toString()));

            server.signal("USR1");

            assertReplacedByTheNextGeneration(server, before);
        }
    }

    @ParameterizedTest
    @MethodSource("everyMode")
    void takesUpAConfigurationThatIsAnnouncedByItsHash(WebServerConf conf) throws IOException {
        Path www = Files.createDirectories(folder.resolve("other"));
        Files.writeString(www.resolve("index.html"), "other");
        try (ServerProcess server = ServerProcess.start(conf, folder)) {
            Set<Long> before = new HashSet<>(server.children());

            server.announce(server.conf().withDocumentRoot(www.toString()));

            assertReplacedByTheNextGeneration(server, before);
        }
    }

    /** By children that serve another page. */
    private static void assertReplacedByTheNextGeneration(ServerProcess server, Set<Long> before) {
        Await.until(
                "no old child is left", SOON, () -> server.children().stream().noneMatch(before::contains));
        Await.until("the new ones serve", SOON, () -> {
            try (RawHttp http = server.connect().sendGet("/")) {
                return http.receive().text().equals("other");
            }
        });
        assertEquals("1", server.status().get("ParentServerMPMGeneration"));
    }

    @ParameterizedTest
    @MethodSource("everyMode")
    void aMalformedRequestIsAnswered400AndClosed(WebServerConf conf) {
        try (ServerProcess server = ServerProcess.start(conf, folder);
                RawHttp http = server.connect().send("GET nonsense\u0000 HTTP/1.1\r\n\r\n")) {
            assertEquals(400, http.receive().status());
            assertTrue(http.closedByServer());
        }
    }

    @ParameterizedTest
    @MethodSource("everyMode")
    void noChildOutlivesAControlProcessThatIsKilled(WebServerConf conf) {
        try (ServerProcess server = ServerProcess.start(conf, folder)) {
            List<ProcessHandle> children = server.children().stream()
                    .map(pid -> ProcessHandle.of(pid).orElseThrow())
                    .toList();

            server.signal("KILL");

            Await.until("every child has ended", SOON, () -> children.stream().noneMatch(ProcessHandle::isAlive));
        }
    }

    @Test
    void aPortInUseIsNamedAndNoChildIsStarted() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String message = refusal("Listen 127.0.0.1:" + taken.getLocalPort() + "\nManagementListen 127.0.0.1:0\n");
            assertTrue(message.contains("127.0.0.1:" + taken.getLocalPort()), message);
            assertTrue(message.contains("in use"), message);
        }
    }

    @Test
    void anAccessLogThatCannotBeOpenedIsNamedAndNoChildIsStarted() throws Exception {
        String message = refusal("Listen 127.0.0.1:0\nManagementListen 127.0.0.1:0\nCustomLog /no/such/a.log json\n");
        assertTrue(message.contains("CustomLog /no/such/a.log: cannot be opened for writing"), message);
    }

    @Test
    void anUnknownDirectiveIsNamedWithItsLine() throws Exception {
        String message = refusal("ServerMPM event\nMaxClient 5\n");
        assertTrue(message.contains("webserver.conf:2:") && message.contains("MaxClient"), message);
    }

    @Test
    void aBadNumberIsNamedWithItsLine() throws Exception {
        String message = refusal("ServerMPM event\n\nMaxRequestWorkers many\n");
        assertTrue(message.contains("webserver.conf:3:") && message.contains("many"), message);
    }

    private String refusal(String conf) throws Exception {
        Path file = Files.writeString(folder.resolve("webserver.conf"), conf);
        Process process =
                ServerProcess.command(folder, "run", "-c", file.toString()).start();
        assertEquals(1, process.waitFor());
        String output = Files.readString(folder.resolve("server.log"));
        assertEquals(1, output.lines().count(), output);
        return output;
    }

    @Test
    void planPrintsTheFootprintAsJson() throws Exception {
        Path file =
                Files.writeString(folder.resolve("webserver.conf"), "ServerMPM " + Mode.EVENT.directiveValue() + "\n");
        Process process = ServerProcess.command(folder, "plan", "-c", file.toString(), "-o", "json")
                .start();
        assertEquals(0, process.waitFor());
        String json = Files.readString(folder.resolve("server.log"));
        for (String key : List.of("memoryLimitBytes", "processes", "threads", "connections")) {
            assertTrue(json.contains("\"" + key + "\""), json);
        }
    }
}
