package io.mpmoperator.server.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.conf.ConfReader;
import io.mpmoperator.conf.LogSettings.LogLevel;
import io.mpmoperator.rules.Rules;
import io.mpmoperator.rules.SiteSettings;
import io.mpmoperator.server.compression.Compressors;
import io.mpmoperator.server.content.CacheLimits;
import io.mpmoperator.server.http.FakeExchange;
import io.mpmoperator.server.log.Log;
import io.mpmoperator.server.site.Mounts;
import io.mpmoperator.server.site.Parts;
import io.mpmoperator.server.site.ServerStatus;
import io.mpmoperator.server.site.SiteHandler;
import io.mpmoperator.site.SiteReader;
import io.mpmoperator.testing.FastCgiBackend;
import io.mpmoperator.testing.FastCgiBackend.Asked;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FastCgiForwarderTest {

    @TempDir
    private Path root;

    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();

    @BeforeEach
    void writeScript() throws IOException {
        Files.writeString(root.resolve("x.php"), "<?php");
    }

    private static byte[] echo(Asked asked) {
        return FastCgiBackend.script("Content-Type: text/plain\r\n\r\n" + asked.text());
    }

    private SiteHandler handler(String text) throws Exception {
        Rules base = Rules.none()
                .with(SiteSettings.DOCUMENT_ROOT, root.toString())
                .with(SiteSettings.DIRECTORY_INDEX, List.of("index.php"));
        Log log = new Log(logged, LogLevel.WARN, Clock.systemUTC());
        Backends backends = new Backends(4, Duration.ofSeconds(20), System::nanoTime, log);
        return new SiteHandler(
                SiteReader.read(ConfReader.read("httpd.conf", text).site(), base),
                new Parts(Mounts.NONE, backends::to, ServerStatus.NONE),
                CacheLimits.SHARED,
                new Compressors(1),
                Clock.systemUTC(),
                System::nanoTime,
                log);
    }

    private static String runs(FastCgiBackend backend) {
        return "ServerName shop.example\n<FilesMatch \"\\.php$\">\nSetHandler \"proxy:fcgi://127.0.0.1:"
                + backend.port() + "\"\n</FilesMatch>\n";
    }

    private FakeExchange get(byte[] records, String more) throws Exception {
        try (FastCgiBackend backend = FastCgiBackend.start(_ -> records)) {
            return FakeExchange.of("GET", "/x.php").by(handler(runs(backend) + more));
        }
    }

    private Map<String, String> variables(String text, FakeExchange exchange, FastCgiBackend backend) throws Exception {
        assertEquals(200, exchange.by(handler(text)).status());
        return backend.requests().getLast().variables();
    }

    @Test
    void namesTheScriptAndWhatFollowsItAsApacheDoes() throws Exception {
        try (FastCgiBackend backend = FastCgiBackend.start(FastCgiForwarderTest::echo)) {
            Map<String, String> sent =
                    variables(runs(backend), FakeExchange.of("GET", "/x.php/a%20b?q=%41", "X-A", "1"), backend);
            assertEquals("proxy:fcgi://127.0.0.1:" + backend.port() + root + "/x.php", sent.get("SCRIPT_FILENAME"));
            assertEquals("/x.php", sent.get("SCRIPT_NAME"));
            assertEquals("/a b", sent.get("PATH_INFO"));
            assertEquals(root + "/a b", sent.get("PATH_TRANSLATED"));
            assertEquals("q=%41", sent.get("QUERY_STRING"));
            assertEquals("/x.php/a%20b?q=%41", sent.get("REQUEST_URI"));
            assertEquals(root.toString(), sent.get("DOCUMENT_ROOT"));
            assertEquals("1", sent.get("HTTP_X_A"));
            assertEquals("1", sent.get("proxy-nokeepalive"));
        }
    }

    @Test
    void keepsFromTheScriptWhatIsNotForIt() throws Exception {
        try (FastCgiBackend backend = FastCgiBackend.start(FastCgiForwarderTest::echo)) {
            String[] fields = {"Authorization", "Basic eDp5", "Proxy", "http://evil", "X_Under", "1"};
            Map<String, String> sent = variables(runs(backend), FakeExchange.of("GET", "/x.php", fields), backend);
            assertNull(sent.get("HTTP_AUTHORIZATION"));
            assertNull(sent.get("HTTP_PROXY"));
            assertNull(sent.get("HTTP_X_UNDER"));
            String passing = runs(backend) + "<Location />\nCGIPassAuth On\n</Location>\n";
            assertEquals(
                    "Basic eDp5",
                    variables(passing, FakeExchange.of("GET", "/x.php", fields), backend)
                            .get("HTTP_AUTHORIZATION"));
        }
    }

    @Test
    void changesVariablesAtLast() throws Exception {
        try (FastCgiBackend backend = FastCgiBackend.start(FastCgiForwarderTest::echo)) {
            String text = runs(backend) + """
                    SetEnv APP shop
                    ProxyFCGISetEnvIf "reqenv('SCRIPT_NAME') =~ m#^/(.*)[.]php#" NAME "$1"
                    ProxyFCGISetEnvIf "true" !SERVER_ADMIN
                    ProxyFCGISetEnvIf "false" APP other
                    """;
            Map<String, String> sent = variables(text, FakeExchange.of("GET", "/x.php"), backend);
            assertEquals("x", sent.get("NAME"));
            assertEquals("shop", sent.get("APP"));
            assertNull(sent.get("SERVER_ADMIN"));
        }
    }

    @Test
    void sendsPlainPathsToOtherServersThanThatOfPhp() throws Exception {
        try (FastCgiBackend backend = FastCgiBackend.start(FastCgiForwarderTest::echo)) {
            String text = runs(backend) + "ProxyFCGIBackendType Generic\n";
            assertEquals(
                    root + "/x.php",
                    variables(text, FakeExchange.of("GET", "/x.php"), backend).get("SCRIPT_FILENAME"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "first-dot,/c.d/e f,/a.b",
        "last-dot,/e f,/a.b/c.d",
        "1,/srv/a.b/c.d/e%20f,/a.b/c.d/e f",
        "unescape,/srv/a.b/c.d/e f,"
    })
    void takesPathInfoOutOfAUrlWhereAskedTo(String kind, String info, String name) throws Exception {
        try (FastCgiBackend backend = FastCgiBackend.start(FastCgiForwarderTest::echo)) {
            String text = "ProxyPass / fcgi://127.0.0.1:" + backend.port()
                    + "/srv/\nSetEnvIf Host . proxy-fcgi-pathinfo=" + kind + "\n";
            Map<String, String> sent = variables(text, FakeExchange.of("GET", "/a.b/c.d/e%20f"), backend);
            assertEquals(
                    "proxy:fcgi://127.0.0.1:" + backend.port() + "/srv/a.b/c.d/e%20f", sent.get("SCRIPT_FILENAME"));
            assertEquals(info, sent.get("PATH_INFO"));
            assertEquals(name == null ? "" : name, sent.get("SCRIPT_NAME"));
        }
    }

    @Test
    void runsTheScriptThatRulesOfAFolderLeadTo() throws Exception {
        Files.writeString(root.resolve("index.php"), "<?php");
        try (FastCgiBackend backend = FastCgiBackend.start(FastCgiForwarderTest::echo)) {
            String text = runs(backend) + """
                    <Directory %s>
                    SetEnv KIND shop
                    RewriteEngine On
                    RewriteCond %%{REQUEST_FILENAME} !-f
                    RewriteRule ^ index.php [L]
                    </Directory>
                    """.formatted(root);
            Map<String, String> sent = variables(text, FakeExchange.of("GET", "/no/page?z=1"), backend);
            assertEquals("/index.php", sent.get("SCRIPT_NAME"));
            assertEquals("/no/page", sent.get("REDIRECT_URL"));
            assertEquals("z=1", sent.get("REDIRECT_QUERY_STRING"));
            assertEquals("200", sent.get("REDIRECT_STATUS"));
            assertEquals("shop", sent.get("REDIRECT_KIND"));
            assertEquals("/no/page?z=1", sent.get("REQUEST_URI"));
        }
    }

    @Test
    void runsTheIndexOfAFolder() throws Exception {
        Files.writeString(root.resolve("index.php"), "<?php");
        try (FastCgiBackend backend = FastCgiBackend.start(FastCgiForwarderTest::echo)) {
            Map<String, String> sent = variables(runs(backend), FakeExchange.of("GET", "/"), backend);
            assertEquals("/index.php", sent.get("SCRIPT_NAME"));
            assertEquals("/", sent.get("REQUEST_URI"));
            assertNull(sent.get("REDIRECT_URL"));
        }
    }

    @Test
    void asksAServerAtAUnixSocket() throws Exception {
        Path socket = root.resolve("fpm.sock");
        try (FastCgiBackend backend = FastCgiBackend.start(socket, FastCgiForwarderTest::echo)) {
            String text = "<FilesMatch \"\\.php$\">\nSetHandler \"proxy:unix:" + socket
                    + "|fcgi://localhost/\"\n</FilesMatch>\n";
            assertEquals(
                    "proxy:fcgi://localhost/" + root + "/x.php",
                    variables(text, FakeExchange.of("GET", "/x.php"), backend).get("SCRIPT_FILENAME"));
        }
    }

    @Test
    void sendsABodyWithItsLength() throws Exception {
        String body = "x".repeat(100_000);
        try (FastCgiBackend backend = FastCgiBackend.start(FastCgiForwarderTest::echo)) {
            Map<String, String> sent = variables(
                    runs(backend),
                    FakeExchange.withBody("POST", "/x.php", body, "Content-Type", "text/x", "Content-Length", "100000"),
                    backend);
            assertEquals("100000", sent.get("CONTENT_LENGTH"));
            assertEquals("text/x", sent.get("CONTENT_TYPE"));
            assertEquals(body, backend.requests().getFirst().body());
        }
    }

    @ParameterizedTest
    @CsvSource({"16383,false,16383", "16384,false,", "16384,true,16384", "100000,true,100000"})
    void knowsTheLengthOfABodyInChunksWhereItIsSmallOrAskedFor(int bytes, boolean asked, String length)
            throws Exception {
        try (FastCgiBackend backend = FastCgiBackend.start(FastCgiForwarderTest::echo)) {
            Map<String, String> sent = variables(
                    runs(backend) + (asked ? "SetEnv proxy-sendcl 1\n" : ""),
                    FakeExchange.withBody(
                            "POST",
                            "/x.php",
                            -1,
                            new ByteArrayInputStream(new byte[bytes]),
                            "Transfer-Encoding",
                            "chunked"),
                    backend);
            assertEquals(length, sent.get("CONTENT_LENGTH"));
            assertEquals(length == null ? "chunked" : null, sent.get("HTTP_TRANSFER_ENCODING"));
            assertEquals(bytes, backend.requests().getFirst().body().length());
        }
    }

    @Test
    void passesStatusFieldsAndBodyOn() throws Exception {
        FakeExchange got = get(
                FastCgiBackend.joined(
                        FastCgiBackend.output("Status: 201 Created\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\nCont"),
                        FastCgiBackend.output("ent-Length: 3\r\nConnection: close\r\n\r\nlonger"),
                        FastCgiBackend.output(" than said"),
                        FastCgiBackend.END),
                "");
        assertEquals(201, got.status());
        assertEquals(List.of("a=1", "b=2"), got.fields().getValuesList("Set-Cookie"));
        assertEquals("longer than said", got.text());
        assertEquals(-1, got.announced());
        assertFalse(got.fields().contains("Connection"));
        assertTrue(got.complete());
    }

    @Test
    void hasAResponseWithoutABody() throws Exception {
        FakeExchange got = get(FastCgiBackend.script("X: 1\n\n"), "");
        assertEquals(200, got.status());
        assertEquals(0, got.announced());
    }

    @Test
    void changesFieldsOfAScriptAsThoseOfErrors() throws Exception {
        byte[] records = FastCgiBackend.script("X-Powered-By: PHP\nETag: \"a\"\n\n");
        FakeExchange got = get(records, "Header unset X-Powered-By\nHeader unset ETag\n");
        assertEquals("PHP", got.field("X-Powered-By"));
        assertEquals("", got.field("ETag"));
        assertEquals("", get(records, "Header always unset X-Powered-By\n").field("X-Powered-By"));
    }

    @Test
    void tellsTheErrorLogWhatTheScriptSays() throws Exception {
        byte[] records = FastCgiBackend.joined(FastCgiBackend.error("PHP message: oh"), FastCgiBackend.script("\n"));
        assertEquals(200, get(records, "").status());
        String log = logged.toString(StandardCharsets.UTF_8);
        assertTrue(log.contains("script-error") && log.contains("PHP message: oh"), log);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no field\n\n", "X: 1\n", ""})
    void isAServerErrorWhereTheHeadIsNone(String output) throws Exception {
        assertEquals(500, get(FastCgiBackend.script(output), "").status());
    }

    @Test
    void isUnavailableWhereTheServerEndsBeforeTheResponse() throws Exception {
        assertEquals(503, get(new byte[0], "").status());
        assertTrue(logged.toString(StandardCharsets.UTF_8).contains("backend-failed"));
    }

    @Test
    void isUnavailableWhereNothingListensAndTriesItAgainWithTheNextRequest() throws Exception {
        FastCgiBackend gone = FastCgiBackend.start(FastCgiForwarderTest::echo);
        String text = runs(gone);
        gone.close();
        SiteHandler handler = handler(text);
        assertEquals(503, FakeExchange.of("GET", "/x.php").by(handler).status());
        assertEquals(503, FakeExchange.of("GET", "/x.php").by(handler).status());
        assertFalse(logged.toString(StandardCharsets.UTF_8).contains("failed lately"));
    }

    @Test
    void breaksOffWhereTheServerDoesInTheMiddleOfABody() throws Exception {
        try (FastCgiBackend backend = FastCgiBackend.start(_ -> FastCgiBackend.output("X: 1\n\nhalf"))) {
            FakeExchange exchange = FakeExchange.of("GET", "/x.php");
            SiteHandler handler = handler(runs(backend));
            assertThrows(IOException.class, () -> exchange.by(handler));
            assertFalse(exchange.complete());
        }
    }

    @Test
    void sendsTheOwnPageInThePlaceOfAScriptsErrorWhereAskedTo() throws Exception {
        byte[] records = FastCgiBackend.script("Status: 404 No\n\nthe script's");
        assertEquals("the script's", get(records, "").text());
        FakeExchange got = get(records, "ProxyErrorOverride On\n");
        assertEquals(404, got.status());
        assertTrue(got.text().contains("<h1>Not Found</h1>"), got.text());
    }

    @Test
    void keepsConnectionsOnlyWhereAskedTo() throws Exception {
        for (boolean kept : List.of(false, true)) {
            try (FastCgiBackend backend = FastCgiBackend.start(FastCgiForwarderTest::echo)) {
                String url = "fcgi://127.0.0.1:" + backend.port();
                SiteHandler handler = handler(runs(backend) + "<Proxy \"" + url + "\""
                        + (kept ? " enablereuse=on max=10" : "") + ">\n</Proxy>\n");
                assertEquals(200, FakeExchange.of("GET", "/x.php").by(handler).status());
                assertEquals(200, FakeExchange.of("GET", "/x.php").by(handler).status());
                assertEquals(kept ? 1 : 2, backend.connections());
                assertEquals(kept, backend.requests().getFirst().kept());
            }
        }
    }

    @Test
    void doesNotSendTheScriptItselfWhereTheServerIsGone() throws Exception {
        FastCgiBackend gone = FastCgiBackend.start(FastCgiForwarderTest::echo);
        String text = runs(gone);
        gone.close();
        assertFalse(FakeExchange.of("GET", "/x.php").by(handler(text)).text().contains("<?php"));
    }
}
