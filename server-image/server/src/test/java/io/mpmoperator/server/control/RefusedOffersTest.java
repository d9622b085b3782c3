package io.mpmoperator.server.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.conf.LogSettings.LogLevel;
import io.mpmoperator.server.files.OutsideFile;
import io.mpmoperator.server.installation.Installation;
import io.mpmoperator.server.log.Log;
import io.mpmoperator.server.management.Build;
import io.mpmoperator.server.management.ManagementServer;
import io.mpmoperator.server.management.ServerFacts;
import io.mpmoperator.server.management.ServerView;
import io.mpmoperator.server.nativecalls.LinuxPosix;
import io.mpmoperator.server.nativecalls.Posix;
import io.mpmoperator.server.scoreboard.Scoreboard;
import io.mpmoperator.server.scoreboard.Scoreboards;
import io.mpmoperator.server.tls.KnownCertificates;
import io.mpmoperator.testing.HangingFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An announced configuration that can be none as it lies there, on its whole way from the control loop's look to what the
 * management port and the log say of it.
 */
@Tag("process")
@Timeout(60)
class RefusedOffersTest {

    private static final String RUNNING = "ServerMPM event\nListen 127.0.0.1:0\nManagementListen 127.0.0.1:0\n";
    private static final String NEXT = RUNNING + "Timeout 30\n";

    @TempDir
    private Path folder;

    private final Posix posix = new LinuxPosix();
    private final Counters counters = new Counters();
    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private final Log log = new Log(logged, LogLevel.DEBUG, Clock.systemUTC());
    private Configuration configuration;
    private FakeServer server;
    private Restarts restarts;

    /** What lies where the candidate is looked for. */
    enum Candidate {
        TOO_LARGE("it has more than 262144 bytes, the most that are accepted"),
        FIFO("it is no regular file"),
        FOLDER("it is no regular file"),
        NO_TEXT("it is no text in UTF-8"),
        LINKED_TO_ITSELF("");

        private final String said;

        Candidate(String said) {
            this.said = said;
        }

        void lay(Path path) throws Exception {
            switch (this) {
                case TOO_LARGE -> Files.writeString(path, "#".repeat(OutsideFile.MOST_BYTES + 1));
                case FIFO ->
                    assertEquals(
                            0,
                            new ProcessBuilder("mkfifo", path.toString())
                                    .start()
                                    .waitFor());
                case FOLDER -> Files.createDirectory(path);
                case NO_TEXT -> Files.write(path, new byte[] {(byte) 0xff, 0});
                case LINKED_TO_ITSELF -> Files.createSymbolicLink(path, path.getFileName());
            }
        }
    }

    @BeforeEach
    void runs() throws Exception {
        begin(RUNNING);
    }

    private void begin(String text) throws Exception {
        if (server != null) {
            stops();
        }
        configuration = new Configuration(Files.writeString(folder.resolve("webserver.conf"), text));
        server = new FakeServer();
        Provisions provisions = new Provisions(posix, new Installation(folder), server, log, 0);
        Generation first = Generation.of(0, configuration.read());
        server.serving = provisions.first(
                first, new BoundPorts(List.of(new BoundPort(first.conf().listen(), -1))));
        server.serving.management().start();
        restarts = new Restarts(configuration, provisions, posix, log, counters, server);
    }

    @AfterEach
    void stops() {
        restarts.stop();
        server.serving.management().close();
        server.serving.launcher().close();
    }

    @ParameterizedTest
    @EnumSource
    void isSaidOnceOnThePageInTheMetricsAndInTheLog(Candidate candidate) throws Exception {
        candidate.lay(folder.resolve("webserver.conf.candidate"));
        announce(NEXT);

        String reason =
                "cannot read the configuration " + folder.resolve("webserver.conf.candidate") + ": " + candidate.said;
        for (int second = 0; second < 3; second++) {
            settle();
            String status = ask("/server-status?auto");
            assertTrue(status.contains("ConfigurationRefused: " + new Sha256(NEXT).hex() + "\n"), status);
            assertTrue(status.contains("ConfigurationRefusedReason: " + reason), status);
            String metrics = ask("/metrics");
            assertTrue(metrics.contains("\nwebserver_configuration_refused 1\n"), metrics);
            assertTrue(metrics.contains("\nwebserver_configurations_refused_total 1\n"), metrics);
        }
        assertEquals(1, lines("configuration-refused reason=\"" + reason));
        assertEquals(1, server.tries, "it is looked at every second, and tried again when it can be read");

        Files.delete(folder.resolve("webserver.conf.candidate"));
        Files.writeString(folder.resolve("webserver.conf.candidate"), NEXT);
        restarts.look();
        restarts.goOn(true);
        assertEquals(2, server.tries);
    }

    @Test
    void isOverWhenTheAnnouncementIsOfWhatRuns() throws Exception {
        Candidate.FIFO.lay(folder.resolve("webserver.conf.candidate"));
        announce(NEXT);
        settle();
        assertTrue(restarts.refusal().isPresent());

        announce(RUNNING);
        settle();

        String status = ask("/server-status?auto");
        assertFalse(status.contains("ConfigurationRefused"), status);
        assertTrue(ask("/metrics").contains("\nwebserver_configuration_refused 0\n"));
        assertEquals(1, lines("refusal-withdrawn"));
    }

    @Test
    void isSaidOnceOfACandidateThatDoesNotAnswer() throws Exception {
        Path candidate = folder.resolve("webserver.conf.candidate");
        try (HangingFile _ = HangingFile.write(candidate, NEXT)) {
            announce(NEXT);
            for (int second = 0; second < 3; second++) {
                settle();
                String status = ask("/server-status?auto");
                assertTrue(
                        status.contains("ConfigurationRefusedReason: cannot read the configuration " + candidate
                                + ": it does not answer within 2000 ms"),
                        status);
            }
        }
        assertEquals(1, lines("configuration-refused"));
    }

    /** What is wanted cannot be known: that is said, until it can be. */
    @Test
    void isSaidOnceOfAnAnnouncementThatDoesNotAnswer() throws Exception {
        Path announcement = folder.resolve("webserver.conf.sha256");
        String reason = "cannot read the announcement " + announcement + ": it does not answer within 2000 ms";
        try (HangingFile _ = HangingFile.write(announcement, new Sha256(RUNNING).hex())) {
            for (int second = 0; second < 3; second++) {
                settle();
                String status = ask("/server-status?auto");
                assertTrue(status.contains("ConfigurationRefusedReason: " + reason), status);
                assertTrue(ask("/metrics").contains("\nwebserver_configuration_refused 1\n"));
            }
            assertEquals(1, lines("configuration-refused reason=\"" + reason));
        }
        while (restarts.refusal().isPresent()) {
            settle();
        }
        assertEquals(1, lines("refusal-withdrawn"));
        assertEquals(0, server.tries);
    }

    /** Whoever asked for a restart did not get it, though the text of the configuration is the one in force. */
    @Test
    void staysWhenTheTextInForceIsRefusedForWhatIsAroundIt() throws Exception {
        begin(RUNNING + "CustomLog " + folder + "/moved-away/access.log combined\n");
        restarts.request(RestartRequest.signalled(true));
        for (int second = 0; second < 2; second++) {
            settle();
        }
        String said = restarts.refusal().orElseThrow().reason();
        assertTrue(said.contains("CustomLog " + folder + "/moved-away/access.log: cannot be opened"), said);
        assertEquals(0, lines("refusal-withdrawn"));
    }

    private void announce(String text) throws IOException {
        Files.writeString(folder.resolve("webserver.conf.sha256"), new Sha256(text).hex());
    }

    /** What the control loop does, until nothing is under way. */
    private void settle() throws InterruptedException {
        restarts.look();
        while (restarts.underWay()) {
            restarts.reaped(posix.reap());
            restarts.goOn(true);
            Thread.sleep(1);
        }
    }

    private long lines(String text) {
        return logged.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains(" event=" + text))
                .count();
    }

    private String ask(String path) throws IOException {
        ManagementServer management = server.serving.management();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), management.port()));
            String request = "GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** A server without children, which says what a control process would. */
    @SuppressWarnings("NullAway.Init") // set when it runs
    private final class FakeServer implements Restarts.Server, ServerFacts {

        private final Scoreboard scoreboard = Scoreboards.empty(1, 1);
        private Serving serving;
        private int tries;

        @Override
        public Serving serving() {
            return serving;
        }

        @Override
        public void reopenLogs() {
            tries++;
        }

        @Override
        public void takeUp(Serving next, boolean graceful) {
            throw new AssertionError("nothing was tried with success");
        }

        @Override
        public void goBack(Serving to) {
            throw new AssertionError("nothing was taken up");
        }

        @Override
        public Scoreboard scoreboard() {
            return scoreboard;
        }

        @Override
        public ServerView view() {
            Generation generation = serving.generation();
            return new ServerView(
                    Build.software(),
                    1,
                    generation.settings(),
                    Instant.EPOCH,
                    Instant.EPOCH,
                    generation.number(),
                    generation.sha256().hex(),
                    false,
                    Duration.ZERO,
                    counters.restartsView(),
                    counters.childrenView(),
                    counters.maintenanceView(1, IdleMaintenance.Shortage.NONE),
                    restarts.refusal().map(Refusal::view),
                    Optional.empty(),
                    KnownCertificates.NONE,
                    0,
                    Optional.empty());
        }
    }
}
