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
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** HTTP at one port and HTTPS at another, with a certificate for each virtual host. */
@Tag("process")
class VirtualHostTlsTest {

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
        String text = ConfWriter.write(mode).replaceAll("(?m)^Listen .*\n", "") + """
            Listen 8080
            Listen 8443 https
            DocumentRoot %1$s/www
            Header set X-Scheme expr=%%{REQUEST_SCHEME}
            Header set X-Version expr=%%{SSL_PROTOCOL}
            <VirtualHost *>
            ServerName first
            SSLCertificateFile %1$s/first.crt
            SSLCertificateKeyFile %1$s/first.key
            </VirtualHost>
            <VirtualHost *>
            ServerName second
            SSLCertificateFile %1$s/second.crt
            SSLCertificateKeyFile %1$s/second.key
            </VirtualHost>
            """.formatted(folder);
        return ServerProcess.start(ConfReader.read("webserver.conf", text), folder);
    }

    private static RawHttp.Response ask(ServerProcess server, String trusted, String name) throws IOException {
        return ask(server, trusted, name, name);
    }

    private static RawHttp.Response ask(ServerProcess server, String trusted, String name, String host)
            throws IOException {
        int port = server.furtherPorts().getFirst();
        try (SSLSocket socket = TlsClient.trusting(trusted).naming(port, name)) {
            socket.startHandshake();
            return RawHttp.over(socket)
                    .send("GET /a.txt HTTP/1.1\r\nHost: " + host + "\r\n\r\n")
                    .receive();
        }
    }

    @ParameterizedTest
    @MethodSource("everyMode")
    void eachVirtualHostShowsItsOwn(WebServerConf conf) throws Exception {
        try (ServerProcess server = start(conf)) {
            for (int i = 0; i < 2; i++) {
                RawHttp.Response clear = RawHttp.get(server.port(), "/a.txt");
                assertEquals("http", clear.fields().get("x-scheme"));
                RawHttp.Response first = ask(server, "rsa", "first");
                assertEquals("hello", first.text());
                assertEquals("https", first.fields().get("x-scheme"));
                assertEquals("TLSv1.3", first.fields().get("x-version"));
                assertEquals("hello", ask(server, "ec", "second").text());
                assertEquals("hello", ask(server, "rsa", "unknown").text());
            }
            assertThrows(SSLHandshakeException.class, () -> ask(server, "rsa", "second"));
        }
    }

    @ParameterizedTest
    @MethodSource("everyMode")
    void refusesARequestForTheHostOfAnotherCertificate(WebServerConf conf) throws Exception {
        try (ServerProcess server = start(conf)) {
            for (int i = 0; i < 2; i++) {
                assertEquals(200, ask(server, "rsa", "first", "unknown").status());
                assertEquals(200, ask(server, "ec", "second", "second").status());
                assertEquals(421, ask(server, "rsa", "first", "second").status());
                assertEquals(421, ask(server, "ec", "second", "first").status());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("everyMode")
    void tellsAClientThatSpeaksPlainHttpWhatIsSpoken(WebServerConf conf) throws Exception {
        try (ServerProcess server = start(conf);
                RawHttp http = RawHttp.connect(server.furtherPorts().getFirst())) {
            RawHttp.Response response = http.sendGet("/a.txt").receive();
            assertEquals(400, response.status());
            assertTrue(response.text().contains("speaking plain HTTP"), response::text);
            assertTrue(http.closedByServer());
        }
    }

    @ParameterizedTest
    @MethodSource("everyMode")
    void takesUpARenewedOneWithoutARestart(WebServerConf conf) throws Exception {
        try (ServerProcess server = start(conf)) {
            assertEquals("hello", ask(server, "ec", "second").text());
            installed.put("rsa", "second");

            Await.until("it is renewed", SOON, () -> isServed(server, "rsa", "second"));

            assertEquals("hello", ask(server, "rsa", "first").text());
            assertTrue(server.logged("restarting").isEmpty(), server::log);
        }
    }

    private static boolean isServed(ServerProcess server, String trusted, String name) {
        try {
            return ask(server, trusted, name).status() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
