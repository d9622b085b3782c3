package io.mpmoperator.e2e.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.conf.WebServerConf;
import io.mpmoperator.e2e.handlers.FailingAfterTheTrialHandler;
import io.mpmoperator.e2e.handlers.HandlerJar;
import io.mpmoperator.e2e.server.Await;
import io.mpmoperator.e2e.server.RawHttp;
import io.mpmoperator.e2e.server.ServerProcess;
import io.mpmoperator.footprint.Flavor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A configuration that cannot be used never replaces one that works, however it comes, and it is said at once. */
@Tag("process")
class RefusedConfigurationsTest {

    private static final int EX_CONFIG = 78;
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    /** How a configuration comes. */
    private enum Way {
        USR1,
        HUP,
        ANNOUNCED
    }

    /**
     * A configuration that cannot be used.
     *
     * @param text of the whole file, from the text of one that can
     * @param said what is said of it
     */
    private record Bad(UnaryOperator<String> text, String said) {}

    static Stream<WebServerConf> everyMode() {
        return Stream.of(Confs.preforkWithRoom(2, 1), Confs.worker(1, 2), Confs.event(1, 2, 50));
    }

    /** Each mode begins with another way: all three together go through each configuration in each way. */
    static Stream<Arguments> everyModeAndWay() {
        List<WebServerConf> modes = everyMode().toList();
        return IntStream.range(0, modes.size()).mapToObj(number -> Arguments.of(modes.get(number), number));
    }

    private List<Bad> bad(ServerSocket taken) throws IOException {
        String noJar = Files.writeString(folder.resolve("text.jar"), "no jar").toString();
        String broken =
                Files.writeString(folder.resolve("broken.pem"), "broken").toString();
        List<Bad> bad = new ArrayList<>(List.of(
                with("Handler /x no.such.Handler", "Handler /x no.such.Handler: no such handler"),
                with("Handler /a b.C\nHandler /a/ b.D", "Handler /a/ is on the same path as Handler /a"),
                with("SSLCertificateFile /no.crt\nSSLCertificateKeyFile /no.key", "SSLCertificateFile /no.crt"),
                with(
                        "SSLCertificateFile " + broken + "\nSSLCertificateKeyFile " + broken,
                        "it contains no BEGIN CERTIFICATE"),
                with("CustomLog /no/such/a.log json", "CustomLog /no/such/a.log: cannot be opened for writing"),
                replacing("ErrorLog", "/no/such/e.log", "ErrorLog /no/such/e.log: cannot be opened for writing"),
                replacing(
                        "DocumentRoot", "/no/such/folder", "DocumentRoot /no/such/folder: there is no such directory"),
                replacing("Listen", "127.0.0.1:" + taken.getLocalPort(), "the port is in use"),
                replacing("Listen", "no.such.host.invalid:80", "the host no.such.host.invalid is not known"),
                replacing("ManagementListen", "127.0.0.1:" + taken.getLocalPort(), "cannot be bound"),
                with("KeepAliveTimeot 5", "unknown directive KeepAliveTimeot")));
        if (ServerProcess.flavor() == Flavor.JVM) {
            bad.add(with("HandlerPath /no.jar\nHandler /x a.B", "HandlerPath /no.jar cannot be read"));
            bad.add(with("HandlerPath " + noJar + "\nHandler /x a.B", "HandlerPath " + noJar + " cannot be read"));
            bad.add(replacing("HandlerHeap", "200000G", "Could not reserve enough space"));
        } else {
            bad.add(with("HandlerPath /no.jar", "the native flavor loads no jars"));
            bad.add(replacing("HandlerHeap", "200000G", "the child's heap cannot be reserved"));
        }
        return bad;
    }

    private static Bad with(String lines, String said) {
        return new Bad(text -> text + lines + "\n", said);
    }

    private static Bad replacing(String directive, String value, String said) {
        return new Bad(
                text -> text.replaceAll("(?m)^" + directive + " .*\n", "") + directive + " " + value + "\n", said);
    }

    @ParameterizedTest
    @MethodSource("everyModeAndWay")
    void goesOnWithWhatWorksAndSaysAtOnceWhatIsRefused(WebServerConf conf, int firstWay) throws Exception {
        Path www = Files.createDirectories(folder.resolve("www"));
        Files.writeString(www.resolve("index.html"), "hello");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerProcess server = ServerProcess.start(conf.withDocumentRoot(www.toString()), folder);
                SteadyClient client = SteadyClient.of(server)) {
            String works = server.written();
            List<Long> children = server.childrenOnThePage();
            int refused = 0;
            for (Bad bad : bad(taken)) {
                Way way = Way.values()[(firstWay + refused) % Way.values().length];
                refused++;
                come(server, way, bad.text().apply(works));
                awaitRefused(server, refused);

                String reason = server.status().getOrDefault("ConfigurationRefusedReason", "none");
                assertTrue(reason.contains(bad.said()), way + ": " + reason);
                assertTrue(server.logged("configuration-refused").getLast().contains("reason="), server.log());
                assertTrue(
                        server.management("/server-status").text().contains("is refused, and the one before goes on"));
                assertEquals(Optional.of("1"), server.metric("webserver_configuration_refused"));
                assertEquals(children, server.childrenOnThePage(), bad.said());
                server.rewriteText(works);
            }
            assertEquals("0", server.status().get("ParentServerMPMGeneration"));

            server.offer(works + "# better\n");
            Await.until("the next is in force", SOON, () -> server.statusNumber("ParentServerMPMGeneration") == 1);
            assertEquals(Optional.of("0"), server.metric("webserver_configuration_refused"));
            assertNull(server.status().get("ConfigurationRefused"));
            assertNull(client.failure(), "requests in between");
            assertTrue(client.answered() > 0);
        }
    }

    private static void come(ServerProcess server, Way way, String text) throws IOException {
        switch (way) {
            case USR1, HUP -> {
                server.rewriteText(text);
                server.signal(way.name());
            }
            case ANNOUNCED -> server.offer(text);
        }
    }

    private static void awaitRefused(ServerProcess server, int times) {
        Await.until(times + " are refused", SOON, () -> {
            server.checkAlive();
            return server.metric("webserver_configurations_refused_total").equals(Optional.of("" + times));
        });
    }

    @Test
    void aRefusalIsOverWhenItsAnnouncementIsWithdrawn() throws Exception {
        try (ServerProcess server = ServerProcess.start(Confs.event(1, 2, 50), folder)) {
            String works = server.written();
            server.announceText(works);
            server.offer(works + "Handler /x no.such.Handler\n");
            awaitRefused(server, 1);
            String sha256 = server.status().getOrDefault("ConfigurationRefused", "none");
            assertTrue(Files.readString(folder.resolve("webserver.conf.sha256")).equals(sha256), sha256);

            server.announceText(works);

            Await.until(
                    "it is over",
                    SOON,
                    () -> server.metric("webserver_configuration_refused").equals(Optional.of("0")));
            assertEquals("0", server.status().get("ParentServerMPMGeneration"));
        }
    }

    @ParameterizedTest
    @MethodSource("everyMode")
    void goesBackWhenTheFirstChildFailsAlthoughTheTrialDidNot(WebServerConf conf) throws Exception {
        try (ServerProcess server = ServerProcess.start(conf, folder);
                SteadyClient client = SteadyClient.of(server)) {
            List<Long> children = server.childrenOnThePage();
            server.rewrite(HandlerJar.mounted(server.conf(), "/x", FailingAfterTheTrialHandler.class, folder));

            server.signal("USR1");

            awaitRefused(server, 1);
            String reason = server.status().getOrDefault("ConfigurationRefusedReason", "none");
            assertTrue(reason.contains("it was tried before"), reason);
            Await.until(
                    "the children of before are alone",
                    SOON,
                    () -> server.childrenOnThePage().equals(children));
            assertEquals("0", server.status().get("ParentServerMPMGeneration"));
            assertNull(client.failure(), "requests in between");
        }
    }

    @Test
    void checkFullTriesItByHand() throws Exception {
        Path file = folder.resolve("webserver.conf");
        String works = "Listen 127.0.0.1:0\nManagementListen 127.0.0.1:0\n";
        Files.writeString(file, works);
        assertEquals(0, check(file));
        assertTrue(Files.readString(folder.resolve("server.log")).contains("# tried: a child would become ready"));

        Files.writeString(file, works + "DocumentRoot /no/such/folder\n");
        assertEquals(1, check(file));
        String said = Files.readString(folder.resolve("server.log"));
        assertTrue(said.contains("webserver: DocumentRoot /no/such/folder: there is no such directory"), said);
    }

    private int check(Path file) throws Exception {
        return ServerProcess.command(folder, "check", "--full", "-c", file.toString())
                .start()
                .waitFor();
    }

    @Test
    void aFirstConfigurationThatNoChildCanUseEndsTheServerAndIsSaidLast() throws Exception {
        Path file = Files.writeString(
                folder.resolve("webserver.conf"),
                "Listen 127.0.0.1:0\nManagementListen 127.0.0.1:0\nHandler /x no.such.Handler\n");
        Process process =
                ServerProcess.command(folder, "run", "-c", file.toString()).start();
        assertEquals(EX_CONFIG, process.waitFor());
        String last = Files.readString(folder.resolve("server.log")).lines().reduce("", (earlier, later) -> later);
        assertTrue(last.contains(" event=ended reason=\"Handler /x no.such.Handler: no such handler"), last);
    }

    /** Asks for the same again and again, each time by a new connection, and notes the first that fails. */
    private static final class SteadyClient implements AutoCloseable {

        private final AtomicInteger answered = new AtomicInteger();
        private final AtomicReference<@Nullable String> failure = new AtomicReference<>();
        private final Thread thread;
        private volatile boolean ended;

        private SteadyClient(ServerProcess server) {
            thread = Thread.ofPlatform().start(() -> {
                while (!ended && failure.get() == null) {
                    ask(server);
                }
            });
        }

        static SteadyClient of(ServerProcess server) {
            return new SteadyClient(server);
        }

        private void ask(ServerProcess server) {
            try (RawHttp http = server.connect().sendGet("/")) {
                int status = http.receive().status();
                if (status == 200) {
                    answered.incrementAndGet();
                } else {
                    failure.set("status " + status);
                }
                Thread.sleep(20);
            } catch (UncheckedIOException e) {
                failure.set(String.valueOf(e));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        int answered() {
            return answered.get();
        }

        @Nullable
        String failure() {
            return failure.get();
        }

        @Override
        public void close() {
            ended = true;
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
