package io.mpmoperator.server.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.conf.ConfReader;
import io.mpmoperator.conf.LogSettings.LogLevel;
import io.mpmoperator.rules.Rules;
import io.mpmoperator.rules.SiteSettings;
import io.mpmoperator.server.compression.Compressors;
import io.mpmoperator.server.content.CacheLimits;
import io.mpmoperator.server.http.Exchange;
import io.mpmoperator.server.http.FakeExchange;
import io.mpmoperator.server.http.Request;
import io.mpmoperator.server.http.RequestHandler;
import io.mpmoperator.server.http.Response;
import io.mpmoperator.server.log.Log;
import io.mpmoperator.site.SiteReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.zip.GZIPInputStream;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of URLs is in force for mounted handlers: the walk comes first, then the handler responds. */
class MountedHandlersTest {

    @TempDir
    private Path folder;

    private final Log log = new Log(OutputStream.nullOutputStream(), LogLevel.ERROR, Clock.systemUTC());

    /** Says what it was asked. */
    private static final class Echo implements RequestHandler {

        @Override
        public boolean mayBlock(Request request) {
            return true;
        }

        @Override
        public void handle(Exchange exchange) throws IOException {
            Request request = exchange.request();
            if (request.target().contains("fail")) {
                exchange.respond(Response.error(500));
                return;
            }
            String text = request.method() + " " + request.target() + " "
                    + request.fields().get("X-Seen");
            HttpFields fields = HttpFields.build()
                    .add("Content-Type", "text/plain")
                    .add("X-Own", "own")
                    .asImmutable();
            try (OutputStream body = exchange.stream(request.target().contains("lost") ? 404 : 200, fields, -1)) {
                body.write(text.getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    @BeforeEach
    void writeFiles() throws IOException {
        Files.writeString(folder.resolve("index.html"), "index");
        Files.writeString(folder.resolve("error.html"), "an error");
        Files.writeString(folder.resolve("api"), "a file in the way");
        Files.writeString(folder.resolve(".htaccess"), "RewriteEngine on\nRewriteRule . /index.html\n");
    }

    private FakeExchange ask(String text, FakeExchange exchange) throws Exception {
        return exchange.by(handler(text));
    }

    private SiteHandler handler(String text) throws Exception {
        Rules base = Rules.none().with(SiteSettings.DOCUMENT_ROOT, folder.toString());
        RequestHandler echo = new Echo();
        return new SiteHandler(
                SiteReader.read(ConfReader.read("x", text).site(), base),
                new Parts(names -> !names.isEmpty() && names.getFirst().equals("api") ? echo : null, ServerStatus.NONE),
                CacheLimits.SHARED,
                new Compressors(1),
                InstantSource.system(),
                System::nanoTime,
                log);
    }

    @Test
    void whatIsMountedComesBeforeFilesAndWhatFoldersSay() throws Exception {
        String text = "<Directory />\nAllowOverride All\nRequire all denied\n</Directory>\n";
        assertEquals(
                "GET /api?a=b null",
                ask(text, FakeExchange.of("GET", "/api?a=b")).text());
        assertEquals(403, ask(text, FakeExchange.of("GET", "/index.html")).status());
    }

    @Test
    void rulesChangeWhatAHandlerSends() throws Exception {
        String text = """
            Header set X-Site 1
            Header unset X-Own
            ExpiresActive On
            ExpiresByType text/plain "access plus 1 hour"
            <Location /api/v2>
              Header set X-Location "%{REQUEST}e" env=REQUEST
              SetEnv REQUEST second
            </Location>
            """;
        FakeExchange one = ask(text, FakeExchange.of("GET", "/api/v1"));
        assertEquals("1", one.field("X-Site"));
        assertEquals("", one.field("X-Own"));
        assertEquals("max-age=3600", one.field("Cache-Control"));
        assertEquals("", one.field("X-Location"));
        assertEquals("second", ask(text, FakeExchange.of("GET", "/api/v2/x")).field("X-Location"));
        assertEquals(404, ask(text, FakeExchange.of("GET", "/api/lost")).status());
        assertEquals("1", ask(text, FakeExchange.of("GET", "/api/lost")).field("X-Site"));
    }

    @Test
    void aHandlerSeesTheFieldsThatRulesHaveChanged() throws Exception {
        String text = "RequestHeader set X-Seen \"by %{WHO}e\"\nSetEnv WHO rules\n";
        assertEquals(
                "POST /api by rules",
                ask(text, FakeExchange.of("POST", "/api", "X-Seen", "mine")).text());
    }

    @Test
    void accessIsDecidedBeforeTheHandler() throws Exception {
        String text = "<Location /api/admin>\nRequire method GET\n</Location>\n<LocationMatch \"\\.secret$\">\n"
                + "Require all denied\n</LocationMatch>\n";
        assertEquals(200, ask(text, FakeExchange.of("GET", "/api/admin/x")).status());
        assertEquals(403, ask(text, FakeExchange.of("POST", "/api/admin/x")).status());
        assertEquals(
                403, ask(text, FakeExchange.of("GET", "/api/%61dmin/x.secret")).status());
        assertEquals(
                403, ask(text, FakeExchange.of("POST", "/api/a/../admin/x")).status());
        assertEquals(403, ask(text, FakeExchange.of("POST", "/api//admin/x")).status());
    }

    @Test
    void namesThatNoFileHasReachAHandlerAsTheyWereSent() throws Exception {
        String text = "Header set X-Site 1\n";
        assertEquals(
                "GET /api/a%2Fb?c null",
                ask(text, FakeExchange.of("GET", "/api/a%2Fb?c")).text());
        assertEquals(404, ask(text, FakeExchange.of("GET", "/apis/a%2Fb")).status());
        assertEquals(
                "GET /api/.hidden null",
                ask(text, FakeExchange.of("GET", "/api/.hidden")).text());
    }

    @Test
    void rulesRewriteToAndAwayFromAHandler() throws Exception {
        String text = """
            RewriteEngine on
            RewriteRule ^/v1/(.*)$ /api/$1?from=v1 [QSA]
            RewriteRule ^/api/page$ /index.html
            RewriteRule ^/api/moved$ /api/new [R=301]
            <Location /api/x>
              Redirect 302 /api/x/old /api/x/new
            </Location>
            """;
        assertEquals(
                "GET /api/a%20b?from=v1&c null",
                ask(text, FakeExchange.of("GET", "/v1/a%20b?c")).text());
        assertEquals(
                "an error",
                ask("ErrorDocument 500 /error.html\n", FakeExchange.of("GET", "/api/fail"))
                        .text());
        assertEquals(301, ask(text, FakeExchange.of("GET", "/api/moved")).status());
        assertEquals(
                "GET /api/page2 null",
                ask(text, FakeExchange.of("GET", "/api/page2")).text());
        assertEquals(
                "/api/x/new",
                ask(text, FakeExchange.of("GET", "/api/x/old"))
                        .field("Location")
                        .replaceFirst(".*//[^/]*", ""));
    }

    @Test
    void theErrorOfAHandlerHasItsPage() throws Exception {
        String text = "ErrorDocument 500 /error.html\nHeader always set X-Always 1\nHeader set X-Success 1\n";
        FakeExchange failed = ask(text, FakeExchange.of("GET", "/api/fail"));
        assertEquals(500, failed.status());
        assertEquals("an error", failed.text());
        assertEquals("1", failed.field("X-Always"));
        assertTrue(ask("", FakeExchange.of("GET", "/api/fail")).text().contains("Internal Server Error"));
    }

    @Test
    void aVirtualHostHasItsOwnRulesForTheSameHandler() throws Exception {
        String text = """
            <VirtualHost *>
              ServerName one.example
              Header set X-Host one
            </VirtualHost>
            <VirtualHost *>
              ServerName localhost
              Header set X-Host local
              <If "%{QUERY_STRING} == 'no'">
                Require all denied
              </If>
            </VirtualHost>
            """;
        assertEquals("local", ask(text, FakeExchange.of("GET", "/api")).field("X-Host"));
        assertEquals(403, ask(text, FakeExchange.of("GET", "/api?no")).status());
    }

    @Test
    void nothingIsMountedWhereFilesAloneAreAskedFor() throws Exception {
        FakeExchange exchange = FakeExchange.of("GET", "/api");
        handler("Header set X-Site 1\n").withoutMounts().handle(exchange);
        assertEquals(404, exchange.status());
    }

    @Test
    void isCompressedForAClientThatTakesGzip() throws Exception {
        String text = "AddOutputFilterByType DEFLATE text/plain\nHeader set X-Site 1\n";
        FakeExchange compressed = ask(text, FakeExchange.of("GET", "/api?a=b", "Accept-Encoding", "gzip"));
        assertEquals("gzip", compressed.field("Content-Encoding"));
        assertEquals("Accept-Encoding", compressed.field("Vary"));
        assertEquals("1", compressed.field("X-Site"));
        assertEquals(
                "GET /api?a=b null",
                new String(
                        new GZIPInputStream(new ByteArrayInputStream(compressed.bytes())).readAllBytes(),
                        StandardCharsets.UTF_8));
        FakeExchange plain = ask(text, FakeExchange.of("GET", "/api?a=b"));
        assertEquals("GET /api?a=b null", plain.text());
        assertEquals("Accept-Encoding", plain.field("Vary"));
    }
}
