package io.mpmoperator.e2e.claims;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.conf.TlsSettings;
import io.mpmoperator.conf.WebServerConf;
import io.mpmoperator.e2e.server.Await;
import io.mpmoperator.e2e.server.RawHttp;
import io.mpmoperator.e2e.server.ServerProcess;
import io.mpmoperator.e2e.server.Signals;
import io.mpmoperator.e2e.server.TlsClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTPS in every mode. */
@Tag("process")
class TlsTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int STALLED = 20;

    @TempDir
    private Path folder;

    static Stream<WebServerConf> everyMode() {
        return Stream.of(Confs.prefork(2), Confs.worker(1, 3), Confs.event(1, 2, 50));
    }

    private ServerProcess start(WebServerConf conf) throws IOException {
        install("rsa");
        Files.writeString(Files.createDirectories(folder.resolve("www")).resolve("a.txt"), "hello");
        return ServerProcess.start(
                conf.withDocumentRoot(folder.resolve("www").toString()).withTls(settings()), folder);
    }

    private TlsSettings settings() {
        return new TlsSettings(
                folder.resolve("tls.crt").toString(), folder.resolve("tls.key").toString());
    }

    /** Puts the certificate and the key of a name where the server finds them. */
    private void install(String name) throws IOException {
        for (String kind : List.of("crt", "key")) {
            try (InputStream file = TlsTest.class.getResourceAsStream("/tls/" + name + "-test-only." + kind)) {
                Files.copy(file, folder.resolve("tls." + kind), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static void assertServes(ServerProcess server, TlsClient client) {
        try (RawHttp http = client.connect(server.port())) {
            assertEquals("hello", http.sendGet("/a.txt").receive().text());
        }
    }

    @ParameterizedTest
    @MethodSource("everyMode")
    void servesBothVersionsOfTlsAndSpeaksHttp11(WebServerConf conf) throws Exception {
        TlsClient trusting = TlsClient.trusting("rsa");
        try (ServerProcess server = start(conf)) {
            for (String version : List.of("TLSv1.2", "TLSv1.3")) {
                SSLParameters only = new SSLParameters();
                only.setProtocols(new String[] {version});
                try (HttpClient client = HttpClient.newBuilder()
                        .sslContext(trusting.context())
                        .sslParameters(only)
                        .build()) {
                    HttpResponse<String> response = client.send(
                            HttpRequest.newBuilder(URI.create("https://localhost:" + server.port() + "/a.txt"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
                    assertEquals(200, response.statusCode());
                    assertEquals("hello", response.body());
                    assertEquals(HttpClient.Version.HTTP_1_1, response.version());
                    assertEquals(version, response.sslSession().orElseThrow().getProtocol());
                }
            }
            try (SSLSocket old = trusting.socket(server.port())) {
                old.setEnabledProtocols(new String[] {"TLSv1.1"});
                assertThrows(IOException.class, old::startHandshake);
            }
        }
    }

    /** A name that the JDK would refuse as a host name (RFC 6066, section 3) costs no session either. */
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void resumesTheSessionOfAClientWhateverNameItAsksFor(String version) throws Exception {
        TlsClient trusting = TlsClient.trusting("rsa");
        try (ServerProcess server = start(Confs.event(1, 2, 9))) {
            List<Long> begun = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                try (SSLSocket socket = trusting.naming(server.port(), "my_host")) {
                    socket.setEnabledProtocols(new String[] {version});
                    assertEquals(
                            "hello",
                            RawHttp.over(socket).sendGet("/a.txt").receive().text());
                    begun.add(socket.getSession().getCreationTime());
                }
            }
            assertEquals(begun.getFirst(), begun.getLast(), "when the session began");
        }
    }

    @ParameterizedTest
    @MethodSource("everyMode")
    void tellsAClientThatSpeaksHttp2Alone(WebServerConf conf) throws Exception {
        TlsClient trusting = TlsClient.trusting("rsa");
        try (ServerProcess server = start(conf)) {
            try (SSLSocket both = trusting.offering(server.port(), "h2", "http/1.1")) {
                both.startHandshake();
                assertEquals("http/1.1", both.getApplicationProtocol());
            }
            try (SSLSocket alone = trusting.offering(server.port(), "h2")) {
                String alert = String.valueOf(assertThrows(SSLHandshakeException.class, alone::startHandshake));
                assertTrue(alert.contains("no_application_protocol"), alert);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("everyMode")
    void keepsTheConnectionAndAnswersWhatCameInOneRecord(WebServerConf conf) throws Exception {
        String get = "GET /a.txt HTTP/1.1\r\nHost: localhost\r\n";
        String padding = "X-Padding: " + "x".repeat(3000) + "\r\n\r\n";
        try (ServerProcess server = start(conf);
                RawHttp http = TlsClient.trusting("rsa").connect(server.port())) {
            for (int i = 0; i < 3; i++) {
                assertEquals("hello", http.sendGet("/a.txt").receive().text());
            }
            http.send((get + padding).repeat(5));
            for (int i = 0; i < 5; i++) {
                assertEquals("hello", http.receive().text());
            }
            http.send(get + "Connection: close\r\n\r\n");
            assertEquals("hello", http.receive().text());
            assertTrue(http.closedByServer());
        }
    }

    @ParameterizedTest
    @MethodSource("everyMode")
    void servesALargeFile(WebServerConf conf) throws Exception {
        byte[] large = new byte[1024 * 1024];
        new Random(1).nextBytes(large);
        try (ServerProcess server = start(conf);
                RawHttp http = TlsClient.trusting("rsa").connect(server.port())) {
            Files.write(folder.resolve("www").resolve("large.bin"), large);
            for (int i = 0; i < 3; i++) {
                assertArrayEquals(large, http.sendGet("/large.bin").receive().body());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("everyMode")
    void takesUpARenewedCertificateWithoutARestart(WebServerConf conf) throws Exception {
        TlsClient first = TlsClient.trusting("rsa");
        TlsClient renewed = TlsClient.trusting("ec");
        try (ServerProcess server = start(conf);
                RawHttp before = first.connect(server.port())) {
            assertEquals("hello", before.sendGet("/a.txt").receive().text());
            List<Long> children = server.children();
            install("ec");
            Await.until("the renewed certificate is served", SOON, () -> serves(server, renewed));
            assertEquals("hello", before.sendGet("/a.txt").receive().text());
            assertEquals(children, server.children());
        }
    }

    /** In a Secret's volume both files change at once, by a link. */
    @ParameterizedTest
    @MethodSource("everyMode")
    void everyChildTakesUpARenewedCertificateAlsoWhenNobodyConnects(WebServerConf conf) throws Exception {
        try (ServerProcess server = start(conf)) {
            Await.until(
                    "the first is in force", SOON, () -> certificates(server).equals(List.of(inForce())));
            List<Long> children = server.childrenOnThePage();

            install("ec");
            Await.until(
                    "the renewed one is in force",
                    SOON,
                    () -> certificates(server).equals(List.of(inForce())));
            assertEquals(Optional.of("0"), server.metric("webserver_tls_certificate_refused"));

            String before = inForce();
            Files.writeString(folder.resolve("tls.crt"), "broken");
            Await.until(
                    "the broken one is refused",
                    SOON,
                    () -> server.metric("webserver_tls_certificate_refused").equals(Optional.of("1")));
            assertEquals(List.of(before), certificates(server));
            assertTrue(server.log().contains("event=certificate-refused"), server.log());
            assertServes(server, TlsClient.trusting("ec"));
            assertEquals(children, server.childrenOnThePage());
        }
    }

    private String inForce() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(folder.resolve("tls.crt")));
            return "webserver_tls_certificate_info{sha256=\"" + HexFormat.of().formatHex(hash) + "\",file=\""
                    + folder.resolve("tls.crt") + "\"} 1";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> certificates(ServerProcess server) {
        return server.management("/metrics")
                .text()
                .lines()
                .filter(line -> line.startsWith("webserver_tls_certificate_info{"))
                .toList();
    }

    private static boolean serves(ServerProcess server, TlsClient client) {
        try {
            assertServes(server, client);
            return true;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    @ParameterizedTest
    @MethodSource("everyMode")
    void outlivesABrokenCertificate(WebServerConf conf) throws Exception {
        TlsClient first = TlsClient.trusting("rsa");
        try (ServerProcess server = start(conf)) {
            Files.writeString(folder.resolve("tls.key"), "broken");
            List<Long> before = server.children();
            before.forEach(child -> Signals.send(child, "KILL"));
            Await.until("other children serve with the certificate as it was", SOON, () -> serves(server, first));
            assertTrue(server.log().contains("event=certificate-kept"), server.log());

            server.signal("USR1");
            Await.until(
                    "the restart is refused",
                    SOON,
                    () -> server.log().contains("event=configuration-refused")
                            && server.log().contains("it contains no BEGIN PRIVATE KEY"));
            assertServes(server, first);

            install("ec");
            Await.until("it is mended", SOON, () -> serves(server, TlsClient.trusting("ec")));
        }
    }

    @ParameterizedTest
    @MethodSource("everyMode")
    void tellsAConnectionThatSpeaksPlainHttpWhichSchemeToUse(WebServerConf conf) throws Exception {
        try (ServerProcess server = start(conf)) {
            try (RawHttp plain = server.connect().sendGet("/a.txt")) {
                RawHttp.Response response = plain.receive();
                assertEquals(400, response.status());
                assertTrue(response.text().contains("Instead use the HTTPS scheme"), response.text());
                assertTrue(plain.closedByServer());
            }
            assertServes(server, TlsClient.trusting("rsa"));
        }
    }

    @Test
    void stalledHandshakesKeepNobodyWaitingUnderEvent() throws Exception {
        TlsClient client = TlsClient.trusting("rsa");
        try (ServerProcess server = start(Confs.event(1, 2, 50))) {
            assertServes(server, client);
            List<Socket> stalled = new ArrayList<>();
            int begun = 0;
            for (int i = 0; i < STALLED; i++) {
                double said = i % 3 / 2.0;
                stalled.add(client.stall(server.port(), said));
                begun += said > 0 ? 1 : 0; // the kernel keeps those that say nothing
            }
            int handshakes = begun;
            Await.until(
                    "their handshakes have begun",
                    SOON,
                    () -> server.statusNumber("ConnsTotal") >= handshakes && server.statusNumber("IdleWorkers") == 2);
            List<Duration> waits = new ArrayList<>();
            for (int i = 0; i < 21; i++) {
                long began = System.nanoTime();
                assertServes(server, client);
                waits.add(Duration.ofNanos(System.nanoTime() - began));
            }
            waits.sort(null);
            assertTrue(waits.get(10).compareTo(Duration.ofMillis(250)) < 0, "the next client waited " + waits.get(10));
            for (Socket socket : stalled) {
                socket.close();
            }
        }
    }

    @Test
    void manyHandshakesAtOnceAllSucceedUnderEvent() throws Exception {
        TlsClient client = TlsClient.trusting("rsa");
        try (ServerProcess server = start(Confs.event(1, 2, 200))) {
            List<CompletableFuture<Void>> clients = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                clients.add(CompletableFuture.runAsync(() -> {
                    for (int j = 0; j < 20; j++) {
                        assertServes(server, client);
                    }
                }));
            }
            clients.forEach(CompletableFuture::join);
            assertEquals(2, server.statusNumber("IdleWorkers"));
        }
    }

    @Test
    void aFileThatIsMissingIsNamedAndNothingIsStarted() throws Exception {
        for (String command : List.of("run", "check")) {
            String message = refusal(command);
            assertTrue(message.contains("SSLCertificateFile " + settings().certificateFile()), message);
            assertTrue(message.contains("there is no such file"), message);
        }
    }

    @Test
    void aKeyOfAnotherCertificateIsNamedAndNothingIsStarted() throws Exception {
        install("rsa");
        try (InputStream other = TlsTest.class.getResourceAsStream("/tls/ec-test-only.key")) {
            Files.copy(other, folder.resolve("tls.key"), StandardCopyOption.REPLACE_EXISTING);
        }
        String message = refusal("run");
        assertTrue(message.contains("SSLCertificateKeyFile " + settings().certificateKeyFile()), message);
        assertTrue(message.contains("it is not the certificate's RSA key"), message);
    }

    private String refusal(String command) throws Exception {
        Path file = Files.writeString(
                folder.resolve("webserver.conf"),
                "Listen 127.0.0.1:0\nManagementListen 127.0.0.1:0\nSSLCertificateFile "
                        + settings().certificateFile() + "\nSSLCertificateKeyFile "
                        + settings().certificateKeyFile() + "\n");
        Process process =
                ServerProcess.command(folder, command, "-c", file.toString()).start();
        assertEquals(1, process.waitFor());
        String output = Files.readString(folder.resolve("server.log"));
        assertEquals(1, output.lines().count(), output);
        return output;
    }
}
