package io.mpmoperator.e2e.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.conf.ConfException;
import io.mpmoperator.conf.ConfReader;
import io.mpmoperator.conf.ConfWriter;
import io.mpmoperator.conf.WebServerConf;
import io.mpmoperator.e2e.server.Await;
import io.mpmoperator.e2e.server.RawHttp;
import io.mpmoperator.e2e.server.ServerProcess;
import io.mpmoperator.e2e.server.TlsClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A plain site under several names, each with its own certificate. */
@Tag("process")
class NamedCertificateTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    static Stream<WebServerConf> everyMode() {
        return Stream.of(Confs.prefork(2), Confs.worker(1, 3), Confs.event(1, 2, 50));
    }

    private InstalledCertificates installed;

    @BeforeEach
    void installFiles() throws IOException {
        installed = InstalledCertificates.in(folder);
    }

    private ServerProcess start(WebServerConf mode) throws ConfException {
        String text = ConfWriter.write(mode) + """
            DocumentRoot %1$s/www
            SSLCertificateFile %1$s/first.crt
            SSLCertificateKeyFile %1$s/first.key
            SSLNamedCertificate %1$s/second.crt %1$s/second.key second.example *.second.example
            """.formatted(folder);
        return ServerProcess.start(ConfReader.read("webserver.conf", text), folder);
    }

    private static RawHttp.Response ask(ServerProcess server, String trusted, String name) throws IOException {
        try (SSLSocket socket = TlsClient.trusting(trusted).naming(server.port(), name)) {
            socket.startHandshake();
            return RawHttp.over(socket).sendGet("/a.txt").receive();
        }
    }

    @ParameterizedTest
    @MethodSource("everyMode")
    void showsEachNameItsOwn(WebServerConf conf) throws Exception {
        try (ServerProcess server = start(conf)) {
            assertEquals("hello", ask(server, "ec", "second.example").text());
            assertEquals("hello", ask(server, "ec", "www.second.example").text());
            assertEquals("hello", ask(server, "rsa", "first.example").text());
            assertEquals("hello", ask(server, "rsa", "a.www.second.example").text());
            assertThrows(SSLHandshakeException.class, () -> ask(server, "rsa", "second.example"));
        }
    }

    @ParameterizedTest
    @MethodSource("everyMode")
    void tellsWhichAreInForceAndTakesUpARenewedOne(WebServerConf conf) throws Exception {
        try (ServerProcess server = start(conf)) {
            Await.until("both are in force", SOON, () -> inForce(server).equals(List.of("first.crt", "second.crt")));
            List<String> before = certificates(server);
            installed.put("rsa", "second");

            Await.until("it is renewed", SOON, () -> isServed(server, "rsa", "second.example"));
            Await.until(
                    "all children have it",
                    SOON,
                    () -> inForce(server).equals(List.of("first.crt", "second.crt"))
                            && !certificates(server).get(1).equals(before.get(1)));

            assertEquals(before.getFirst(), certificates(server).getFirst());
            assertTrue(server.logged("restarting").isEmpty(), server::log);
        }
    }

    private List<String> inForce(ServerProcess server) {
        return certificates(server).stream()
                .map(line -> line.replaceAll("^.*file=\"", "")
                        .replaceAll("\".*$", "")
                        .replace(folder + "/", ""))
                .toList();
    }

    private static List<String> certificates(ServerProcess server) {
        return server.management("/metrics")
                .text()
                .lines()
                .filter(line -> line.startsWith("webserver_tls_certificate_info{"))
                .toList();
    }

    private static boolean isServed(ServerProcess server, String trusted, String name) {
        try {
            return ask(server, trusted, name).status() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
