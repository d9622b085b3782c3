package io.mpmoperator.server.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mpmoperator.server.http.FakeExchange;
import io.mpmoperator.server.http.Response;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StaticFilesTest {

    @TempDir
    private Path outside;

    private Site site;

    @BeforeEach
    void layOut() throws Exception {
        site = Site.laidOut(outside);
    }

    @Test
    void answersWithTheWholeFile() throws Exception {
        FakeExchange answer = site.get("/page.html");
        assertEquals(200, answer.status());
        assertEquals("<p>page</p>", answer.text());
        assertEquals(
                "[Content-Type: text/html;charset=utf-8, Last-Modified: Sun, 06 Nov 1994 08:49:37 GMT,"
                        + " ETag: \"b-2c9253feeaa40\", Accept-Ranges: bytes]",
                answer.fields().stream().toList().toString());
    }

    @Test
    void sendsALargeFileFromTheDisk() throws Exception {
        FakeExchange answer = site.get("/large.txt");
        assertEquals(200, answer.status());
        assertEquals(Site.LARGE, answer.text());
        assertEquals(1, site.openDescriptors("large.txt"), "it is open for the next who asks");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/page.html", "/large.txt"})
    void answersHeadAsGetWithoutTheBody(String target) throws Exception {
        FakeExchange get = site.get(target);
        FakeExchange head = site.request("HEAD", target);
        assertEquals(get.fields().toString(), head.fields().toString());
        assertEquals(get.announced(), head.announced());
        assertEquals("", head.text());
        assertTrue(site.openDescriptors("large.txt") <= 1, "open for the next who asks alone");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "/,                                200",
        "/?query,                          200",
        "/docs/,                           200",
        "/docs/../page.html,               200",
        "//docs//index.htm,                200",
        "http://example.org/page.html?x,   200",
        "/empty/file.txt,                  200",
        "/a%20b/100%25.txt,               200",
        "/.well-known/security.txt,        200",
        "/docs,                            301",
        "/%00,                             404",
        "/%zz,                             400",
        "/a\\b,                            400",
        "*,                                400",
        "example.org:80,                   400",
        "/missing,                         404",
        "/page.html/,                      404",
        "/page.html/x,                     404",
        "/page.html/x/,                    404",
        "/empty,                           404",
        "/empty/,                          404",
        "/.secret,                         404",
        "/%2esecret,                       404",
        "/../private.txt,                  400",
        "/docs/../../private.txt,          400",
        "/%2e%2e/private.txt,              400",
        "/..%2fprivate.txt,                404",
        "/Page.html,                       404",
    })
    void findsWhatIsServedAndNothingElse(String target, int status) throws Exception {
        assertEquals(status, site.get(target).status());
        assertEquals(status, site.get(target).status());
    }

    @Test
    void refusesPathsThatAreTooLongForTheFileSystem() throws Exception {
        assertEquals(404, site.get("/" + "a".repeat(300)).status());
        assertEquals(404, site.get("/" + "a/".repeat(4000)).status());
        assertEquals("", site.logged());
    }

    @Test
    void findsNamesInUtf8() throws Exception {
        assumeTrue("UTF-8".equals(System.getProperty("sun.jnu.encoding")), "the locale has no such names");
        site.write("\u00e4.txt", "umlaut");
        assertEquals("umlaut", site.get("/%C3%A4.txt").text());
        assertEquals("umlaut", site.get("/%C3%A4.txt").text());
        assertEquals(404, site.get("/%C3%B6.txt").status());
    }

    @Test
    void leadsToADirectoryWithItsSlashAndTheQuery() throws Exception {
        FakeExchange answer = site.get("/docs?a=b%20c");
        assertEquals("/docs/?a=b%20c", answer.field("Location"));
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "OPTIONS,  *,            204, 'GET, HEAD, OPTIONS'",
        "OPTIONS,  /page.html,   204, 'GET, HEAD, OPTIONS'",
        "POST,     /page.html,   405, 'GET, HEAD, OPTIONS'",
        "DELETE,   /missing,     405, 'GET, HEAD, OPTIONS'",
        "TRACE,    /,            405, 'GET, HEAD, OPTIONS'",
        "CONNECT,  host:80,      405, 'GET, HEAD, OPTIONS'",
        "BREW,     /page.html,   501, ''",
        "get,      /page.html,   501, ''",
    })
    void onlyReads(String method, String target, int status, String allow) throws Exception {
        site.get("/page.html");
        FakeExchange answer = site.request(method, target);
        assertEquals(status, answer.status());
        assertEquals(allow, answer.field("Allow"));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "a.html,         text/html;charset=utf-8",
        "a.css,          text/css;charset=utf-8",
        "a.js,           text/javascript;charset=utf-8",
        "a.txt,          text/plain;charset=utf-8",
        "a.TXT,          text/plain;charset=utf-8",
        "a.json,         application/json",
        "a.svg,          image/svg+xml",
        "a.woff2,        font/woff2",
        "a.webmanifest,  application/manifest+json",
        "a.min.js,       text/javascript;charset=utf-8",
        "a.tar.gz,       application/gzip",
        "README,         application/octet-stream",
        "a.unknown,      application/octet-stream",
    })
    void saysTheMediaType(String name, String type) throws Exception {
        assertEquals(type, site.write(name, "x").get("/" + name).field("Content-Type"));
    }

    @Test
    void holdsNoFileForAResponseThatCannotBeSent() throws Exception {
        FakeExchange broken = FakeExchange.of("GET", "/large.txt");
        broken.respond(Response.error(500));
        assertThrows(IllegalStateException.class, () -> site.answer(broken));
        assertEquals(1, site.openDescriptors("large.txt"));
    }

    /** RFC 9110, section 8.8.2.1. */
    @Test
    void neverSaysThatAFileWasModifiedLaterThanNow(@TempDir Path outside) throws Exception {
        Site site = Site.laidOut(outside).write("late.txt", "x", Instant.parse("2999-01-01T00:00:00Z"));
        String modified = site.get("/late.txt").field("Last-Modified");
        Instant said = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(modified));
        assertFalse(said.isAfter(Instant.now()), modified);
    }
}
