package io.mpmoperator.server.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.conf.ConfReader;
import io.mpmoperator.conf.LogSettings.LogLevel;
import io.mpmoperator.proxy.BackendUrl;
import io.mpmoperator.proxy.Parameters;
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
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForwarderTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    @TempDir
    private Path root;

    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();

    private SiteHandler handler(String text) throws Exception {
        Rules base = Rules.none()
                .with(SiteSettings.DOCUMENT_ROOT, root.toString())
                .with(SiteSettings.DIRECTORY_INDEX, List.of("index.html"));
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

    private static String pass(RawBackend backend) {
        return "ServerName shop.example\nProxyPass /app http://127.0.0.1:" + backend.port() + "/base\n";
    }

    private FakeExchange get(String text, String path, String... fields) throws Exception {
        return FakeExchange.of("GET", path, fields).by(handler(text));
    }

    @Test
    void sendsThePathBehindTheOneOfTheBackendWithTheQuery() throws Exception {
        try (RawBackend backend = RawBackend.of(OK)) {
            FakeExchange got = get(pass(backend), "/app/a%20b/%C3%A9?x=%41", "Te", "gzip");
            assertEquals(200, got.status());
            assertEquals("ok", got.text());
            String head = backend.heads().getFirst();
            assertTrue(head.startsWith("GET /base/a%20b/%C3%A9?x=%41 HTTP/1.1\r\n"), head);
            assertTrue(head.contains("\r\nHost: 127.0.0.1:" + backend.port() + "\r\n"), head);
            assertTrue(head.contains("\r\nX-Forwarded-Host: localhost\r\n"), head);
            assertTrue(head.contains("\r\nX-Forwarded-For: 127.0.0.1\r\n"), head);
            assertTrue(head.contains("\r\nX-Forwarded-Server: shop.example\r\n"), head);
            assertFalse(head.contains("gzip"), head);
        }
    }

    @Test
    void keepsTheHostThatTheClientHasNamedAndDropsWhatConnectionNames() throws Exception {
        try (RawBackend backend = RawBackend.of(OK)) {
            String text = pass(backend) + "ProxyPreserveHost On\nProxyAddHeaders Off\n";
            get(text, "/app", "Connection", "X-Hop, keep-alive", "X-Hop", "1", "X-End", "2");
            String head = backend.heads().getFirst();
            assertTrue(head.startsWith("GET /base HTTP/1.1\r\nHost: localhost\r\n"), head);
            assertFalse(head.contains("X-Hop"), head);
            assertTrue(head.contains("X-End: 2\r\n"), head);
            assertFalse(head.contains("X-Forwarded"), head);
        }
    }

    @Test
    void leavesToTheFilesWhatIsExcludedBefore() throws Exception {
        Files.createDirectories(root.resolve("app"));
        Files.writeString(root.resolve("app/file.txt"), "here");
        try (RawBackend backend = RawBackend.of(OK)) {
            FakeExchange got = get("ProxyPass /app/file.txt !\n" + pass(backend), "/app/file.txt");
            assertEquals("here", got.text());
            assertEquals(0, backend.connections());
        }
    }

    @Test
    void sendsSeveralRequestsOverOneConnection() throws Exception {
        try (RawBackend backend = RawBackend.of(OK, OK)) {
            SiteHandler handler = handler(pass(backend));
            assertEquals(200, FakeExchange.of("GET", "/app").by(handler).status());
            assertEquals(200, FakeExchange.of("GET", "/app").by(handler).status());
            assertEquals(1, backend.connections());
        }
    }

    @Test
    void asksAgainWhereAConnectionThatWasKeptHasEnded() throws Exception {
        try (RawBackend backend = RawBackend.of(OK + "#close", OK)) {
            SiteHandler handler = handler(pass(backend));
            assertEquals(200, FakeExchange.of("GET", "/app").by(handler).status());
            assertEquals(200, FakeExchange.of("GET", "/app").by(handler).status());
            assertEquals(2, backend.connections());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nabc",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: +2\r\n\r\nab",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX Y: 1\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX-Y : 1\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n",
                "HTTP/1.1 999 No\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX-Half: 1\r\n",
                ""
            })
    void isABadGatewayForWhatIsNoResponse(String response) throws Exception {
        try (RawBackend backend = RawBackend.of(response + "#close")) {
            assertEquals(502, get(pass(backend), "/app").status(), response);
            assertTrue(logged.toString(StandardCharsets.UTF_8).contains("backend-failed"));
        }
    }

    @Test
    void breaksOffWhereTheBackendDoesInTheMiddleOfABody() throws Exception {
        try (RawBackend backend = RawBackend.of("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf#close")) {
            String text = pass(backend);
            FakeExchange exchange = FakeExchange.of("GET", "/app");
            assertThrows(IOException.class, () -> exchange.by(handler(text)));
            assertFalse(exchange.complete());
        }
    }

    @Test
    void isUnavailableForAWhileWhereNothingListens() throws Exception {
        RawBackend gone = RawBackend.of();
        String text = pass(gone);
        gone.close();
        SiteHandler handler = handler(text);
        assertEquals(503, FakeExchange.of("GET", "/app").by(handler).status());
        assertEquals(503, FakeExchange.of("GET", "/app").by(handler).status());
        assertTrue(logged.toString(StandardCharsets.UTF_8).contains("cannot be connected to"), "the log says why");
    }

    @Test
    void isTimedOutWhereNothingComes() throws Exception {
        try (RawBackend backend = RawBackend.of("HTTP/1.1 100 Continue\r\n\r\n")) {
            assertEquals(
                    504, get("ProxyTimeout 200ms\n" + pass(backend), "/app").status());
        }
    }

    @Test
    void isABadGatewayWhereTheNameHasNoAddress() throws Exception {
        assertEquals(502, get("ProxyPass /app http://absent.invalid/\n", "/app").status());
    }

    @Test
    void mapsRedirectsAndCookiesBack() throws Exception {
        try (RawBackend backend = RawBackend.of("HTTP/1.1 302 Found\r\n"
                + "Location: http://inner.example/base/x\r\n"
                + "Set-Cookie: a=b; Path=/base/c; Domain=inner.example; Secure\r\n"
                + "Content-Length: 0\r\n\r\n")) {
            String text = pass(backend) + """
                ProxyPassReverse /app http://inner.example/base
                ProxyPassReverseCookiePath /base /app
                ProxyPassReverseCookieDomain inner.example shop.example
                """;
            FakeExchange got = get(text, "/app");
            assertEquals(302, got.status());
            assertEquals("http://localhost/app/x", got.field("Location"));
            assertEquals("a=b; Path=/app/c; Domain=shop.example; Secure", got.field("Set-Cookie"));
        }
    }

    @Test
    void readsALengthFromTheEndOfTheConnectionAndChunksWithoutTheirFraming() throws Exception {
        try (RawBackend backend = RawBackend.of(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n",
                "HTTP/1.0 200 OK\r\n\r\nuntil the end#close")) {
            SiteHandler handler = handler(pass(backend));
            FakeExchange chunked = FakeExchange.of("GET", "/app").by(handler);
            assertEquals("abcde", chunked.text());
            assertEquals("", chunked.field("Transfer-Encoding"));
            assertEquals(
                    "until the end", FakeExchange.of("GET", "/app").by(handler).text());
        }
    }

    @Test
    void respondsToHeadWithTheLengthAndWithoutABody() throws Exception {
        try (RawBackend backend = RawBackend.of("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", OK)) {
            SiteHandler handler = handler(pass(backend));
            FakeExchange head = FakeExchange.of("HEAD", "/app").by(handler);
            assertEquals(5, head.announced());
            assertEquals("", head.text());
            assertEquals("ok", FakeExchange.of("GET", "/app").by(handler).text());
            assertEquals(1, backend.connections());
        }
    }

    @Test
    void sendsTheOwnPageInThePlaceOfABackendsError() throws Exception {
        Files.writeString(root.resolve("own.html"), "own");
        try (RawBackend backend = RawBackend.of("HTTP/1.1 404 Not Found\r\nContent-Length: 6\r\n\r\ntheirs")) {
            String text = pass(backend) + "ProxyErrorOverride On\nErrorDocument 404 /own.html\n";
            FakeExchange got = get(text, "/app");
            assertEquals(404, got.status());
            assertEquals("own", got.text());
        }
    }

    @Test
    void sendsNothingElsewhereThanARuleWithFlagPSays() throws Exception {
        try (RawBackend backend = RawBackend.of(OK)) {
            String text = "RewriteEngine On\nRewriteRule ^/x/(.*)$ http://127.0.0.1:" + backend.port() + "/y/$1 [P]\n";
            assertEquals("ok", get(text, "/x/z?q=1").text());
            assertTrue(backend.heads().getFirst().startsWith("GET /y/z?q=1 HTTP/1.1\r\n"));
        }
    }

    @Test
    void refusesWhatIsNotGrantedAtABackend() throws Exception {
        try (RawBackend backend = RawBackend.of(OK)) {
            String text = pass(backend) + "<Proxy \"http://127.0.0.1:*\">\nRequire all denied\n</Proxy>\n";
            assertEquals(403, get(text, "/app").status());
            assertEquals(0, backend.connections());
        }
    }

    @Test
    void forwardsASectionForAUrl() throws Exception {
        try (RawBackend backend = RawBackend.of(OK)) {
            String text = "<Location /a>\nProxyPass http://127.0.0.1:" + backend.port() + "/b\n</Location>\n";
            assertEquals("ok", get(text, "/a/c").text());
            assertTrue(backend.heads().getFirst().startsWith("GET /b/c HTTP/1.1\r\n"));
        }
    }

    @Test
    void passesABodyOnWithItsLengthOrInChunks() throws Exception {
        try (RawBackend backend = RawBackend.of(OK, OK)) {
            SiteHandler handler = handler(pass(backend));
            String large = "x".repeat(20_000);
            FakeExchange.withBody("POST", "/app", large, "Content-Length", "20000")
                    .by(handler);
            FakeExchange.withBody("POST", "/app", -1, new ByteArrayInputStream("abc".getBytes(StandardCharsets.UTF_8)))
                    .by(handler);
            assertTrue(backend.heads().getFirst().endsWith("\r\n\r\n" + large));
            assertTrue(backend.heads().get(1).endsWith("\r\n\r\n0003\r\nabc\r\n0\r\n\r\n"));
            assertEquals(1, backend.connections());
        }
    }

    @Test
    void sendsNothingTwiceThatIsNotSafeTo() throws Exception {
        try (RawBackend backend = RawBackend.of(OK, "#close", OK)) {
            SiteHandler handler = handler(pass(backend));
            assertEquals(200, FakeExchange.of("GET", "/app").by(handler).status());
            assertEquals(502, FakeExchange.of("POST", "/app").by(handler).status());
            assertEquals(2, backend.heads().size());
        }
    }

    @Test
    void asksAgainForWhatIsSafeToWhereTheBackendEndsAKeptConnection() throws Exception {
        try (RawBackend backend = RawBackend.of(OK, "#close", OK)) {
            SiteHandler handler = handler(pass(backend));
            assertEquals(200, FakeExchange.of("GET", "/app").by(handler).status());
            assertEquals(200, FakeExchange.of("GET", "/app").by(handler).status());
            assertEquals(3, backend.heads().size());
        }
    }

    @Test
    void asksTheBackendBeforeItAsksTheClientForTheBody() throws Exception {
        try (RawBackend backend = RawBackend.of(OK)) {
            FakeExchange got = FakeExchange.withBody("POST", "/app", "abc", "Expect", "100-continue")
                    .by(handler(pass(backend)));
            assertEquals(200, got.status());
            assertTrue(backend.heads().getFirst().endsWith("\r\n\r\nabc"));
        }
    }

    @Test
    void speaksNoTlsToABackendWhereThatIsNotAllowed() throws Exception {
        assertEquals(500, get("ProxyPass /app https://127.0.0.1:1/\n", "/app").status());
    }

    @Test
    void isUnavailableAtOnceWhereAllConnectionsAreInUse() throws Exception {
        Parameters one = Parameters.parse(List.of("max=1", "acquire=1"));
        Peer peer = Peer.of(BackendUrl.parse("http://127.0.0.1:9"), one, Rules.none(), Duration.ofSeconds(1));
        BackendPool pool = new BackendPool(peer, (_, _) -> new NoStream(), 4, System::nanoTime);
        BackendConnection taken = pool.take(false);
        BackendException refused = assertThrows(BackendException.class, () -> pool.take(false));
        assertEquals(503, refused.status());
        pool.giveBack(taken);
        assertSame(taken, pool.take(false));
    }

    /** A connection on which nothing comes. */
    private static final class NoStream implements BackendStream {

        @Override
        public int readNow(ByteBuffer target) {
            return 0;
        }

        @Override
        public void awaitBytes(long nanos) {}

        @Override
        public boolean write(ByteBuffer source, long nanos) {
            source.position(source.limit());
            return true;
        }

        @Override
        public boolean buffered() {
            return false;
        }

        @Override
        public void close() {}
    }
}
