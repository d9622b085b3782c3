package io.mpmoperator.server.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.conf.ConfException;
import io.mpmoperator.conf.ConfReader;
import io.mpmoperator.conf.LogSettings.LogLevel;
import io.mpmoperator.conf.tree.Tree;
import io.mpmoperator.rules.Rules;
import io.mpmoperator.rules.SiteSettings;
import io.mpmoperator.server.compression.Compressors;
import io.mpmoperator.server.content.CacheLimits;
import io.mpmoperator.server.http.BadRequestException;
import io.mpmoperator.server.http.FakeExchange;
import io.mpmoperator.server.http.Response;
import io.mpmoperator.server.log.Log;
import io.mpmoperator.site.Site;
import io.mpmoperator.site.SiteReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteHandlerTest {

    @TempDir
    private Path root;

    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();

    private Tree tree(String text) throws ConfException {
        return ConfReader.read("httpd.conf", text.replace("ROOT", root.toString()))
                .site();
    }

    private Rules base() {
        return Rules.none()
                .with(SiteSettings.DOCUMENT_ROOT, root.toString())
                .with(SiteSettings.DIRECTORY_INDEX, List.of("index.html"));
    }

    private SiteHandler handler(Site site) {
        return new SiteHandler(
                site,
                Parts.NONE,
                CacheLimits.SHARED,
                new Compressors(1),
                Clock.systemUTC(),
                System::nanoTime,
                new Log(logged, LogLevel.WARN, Clock.systemUTC()));
    }

    private FakeExchange get(String text, String path, String... fields)
            throws ConfException, IOException, BadRequestException {
        return FakeExchange.of("GET", path, fields).by(handler(SiteReader.read(tree(text), base())));
    }

    private Inspected inspected(String text, String url) throws ConfException, IOException {
        return new Inspection(tree(text), base(), this::handler).of(URI.create(url));
    }

    private static List<String> sections(Inspected inspected) {
        return inspected.parts().stream()
                .filter(part -> !part.name().isEmpty())
                .map(part -> part.name() + " " + part.at().line())
                .toList();
    }

    private static List<String> sayings(Inspected inspected) {
        return inspected.sayings().stream()
                .map(said -> said.text() + " " + said.at().line())
                .toList();
    }

    @Test
    void tellsInFieldsWhenARequestBeganAndHowBusyTheServerIs() throws Exception {
        Files.writeString(root.resolve("index.html"), "home");
        ServerStatus status = new ServerStatus() {
            @Override
            public Response of(String query) {
                return Response.error(404);
            }

            @Override
            public Load load() {
                return new Load("0.10/0.20/0.30", 96, 4);
            }
        };
        SiteHandler handler = new SiteHandler(
                SiteReader.read(tree("Header set X-Now \"%t %D %l %i %b\""), base()),
                new Parts(Mounts.NONE, status),
                CacheLimits.SHARED,
                new Compressors(1),
                InstantSource.fixed(Instant.ofEpochSecond(1_700_000_000)),
                System::nanoTime,
                new Log(logged, LogLevel.WARN, Clock.systemUTC()));

        FakeExchange exchange = FakeExchange.of("GET", "/").by(handler);

        assertEquals(
                "t=1699999999998766 D=1234 l=0.10/0.20/0.30 i=96 b=4",
                exchange.fields().get("X-Now"));
    }

    @Test
    void givesUpAMatchThatTakesTooManySteps() throws Exception {
        String text = """
            RewriteEngine On
            RewriteCond %{HTTP:X-Text} "(.*)(.*)(.*)(.*)[xy]"
            RewriteRule ^ - [F]
            """;
        Files.writeString(root.resolve("index.html"), "home");
        assertEquals(200, get(text, "/", "X-Text", "aaa").status());
        assertEquals(500, get(text, "/", "X-Text", "a".repeat(200)).status());
        String log = logged.toString(StandardCharsets.UTF_8);
        assertTrue(log.contains("RegexStepLimit"), log);
    }

    @Test
    void givesUpSoonerWhereRegexStepLimitSays() throws Exception {
        String text = """
            RegexStepLimit 1000
            RewriteEngine On
            RewriteCond %{HTTP:X-Text} "(.*)(.*)(.*)(.*)[xy]"
            RewriteRule ^ - [F]
            """;
        Files.writeString(root.resolve("index.html"), "home");
        assertEquals(500, get(text, "/", "X-Text", "a".repeat(15)).status());
        assertEquals(
                200,
                get(text.replace("RegexStepLimit 1000", ""), "/", "X-Text", "a".repeat(15))
                        .status());
    }

    @Test
    void respondsWithAPlainErrorWhereTheFieldsOfErrorsCannotBeMade() throws Exception {
        String text = """
            Header always set X-Text "expr=%{HTTP:X-Text}"
            Header always edit X-Text "(.*)(.*)(.*)(.*)[xy]" b
            """;
        Files.writeString(root.resolve("index.html"), "home");
        assertEquals(500, get(text, "/", "X-Text", "a".repeat(200)).status());
    }

    @Test
    void tellsWhichSectionsAreForAUrlAndWhatTheySayTogether() throws Exception {
        Files.createDirectories(root.resolve("sub"));
        Files.writeString(root.resolve("sub/page.txt"), "page");
        String text = """
            ServerName main.example
            Header set X-Server 1
            <VirtualHost *:80>
              ServerName shop.example
              <Directory ROOT>
                AllowOverride All
                FileETag None
                Require all denied
              </Directory>
              <Directory ROOT/other>
                FileETag All
              </Directory>
              <Location /sub>
                Header set X-Sub 1
                Require all granted
              </Location>
              <Files "*.txt">
                FileETag MTime
              </Files>
            </VirtualHost>
            """;
        Files.writeString(root.resolve("sub/.htaccess"), "Header set X-Folder 1\n");
        Inspected inspected = inspected(text, "http://shop.example/sub/page.txt");
        assertEquals("<VirtualHost *:80> shop.example, httpd.conf:3", inspected.host());
        assertEquals(
                List.of(
                        "<VirtualHost *:80> 3",
                        "<Directory " + root + "> 5",
                        ".htaccess 1",
                        "<Files *.txt> 17",
                        "<Location /sub> 13"),
                sections(inspected));
        assertEquals(
                List.of(
                        "Header set X-Server 1 2",
                        "ServerName shop.example 4",
                        "AllowOverride All 6",
                        "Header set X-Folder 1 1",
                        "FileETag MTime 18",
                        "Header set X-Sub 1 14",
                        "Require all granted 15"),
                sayings(inspected));
        assertEquals(200, inspected.status());
        assertTrue(inspected.fields().contains(Map.entry("X-Folder", "1")), inspected.toString());
        assertEquals(List.of("/sub/page.txt is " + root + "/sub/page.txt, a file"), inspected.steps());
    }

    @Test
    void tellsTheStepsOfTheWay() throws Exception {
        Files.writeString(root.resolve("front.html"), "front");
        String text = """
            RewriteEngine On
            RewriteRule ^/old/(.*)$ /new/$1
            FallbackResource /front.html
            <Location /front.html>
              Require ip 10.0.0.0/8
            </Location>
            """;
        Inspected inspected = inspected(text, "http://shop.example/old/a");
        assertEquals("the server itself", inspected.host());
        assertEquals(403, inspected.status());
        assertEquals(
                List.of(
                        "rewriting of the server: /old/a becomes /new/a",
                        "/old/a is " + root + "/new, not there",
                        "FallbackResource: /front.html",
                        "rewriting of the server: /front.html stays as it is",
                        "/front.html is " + root + "/front.html, a file",
                        "refused: who may have it is said by Require, Order, Allow and Deny"),
                inspected.steps());
    }
}
