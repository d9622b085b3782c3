package io.mpmoperator.server.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.server.http.FakeExchange;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreshnessTest {

    @TempDir
    private Path outside;

    private Site site;

    @BeforeEach
    void layOut() throws Exception {
        site = Site.laidOut(outside);
    }

    @Test
    void seesAChangeWithinASecond() throws Exception {
        assertEquals("<p>page</p>", site.get("/page.html").text());
        site.write("page.html", "<p>changed</p>", Site.WRITTEN.plusSeconds(1));
        site.pass(Duration.ofMillis(999));
        assertEquals("<p>page</p>", site.get("/page.html").text());
        site.pass(Duration.ofMillis(1));
        assertEquals("<p>changed</p>", site.get("/page.html").text());
        site.delete("page.html");
        site.pass(Duration.ofSeconds(1));
        assertEquals(404, site.get("/page.html").status());
        site.write("page.html", "back");
        assertEquals("back", site.get("/page.html").text());
    }

    /** As {@code rsync --inplace --times} and {@code touch -r} leave it; so is one whose access control list has changed. */
    @Test
    void seesAChangeThatLeavesSizeAndTimeAsTheyWere() throws Exception {
        assertEquals("<p>page</p>", site.get("/page.html").text());
        site.write("page.html", "<p>PAGE</p>", Site.WRITTEN);
        site.pass(Duration.ofSeconds(1));
        assertEquals("<p>PAGE</p>", site.get("/page.html").text());
    }

    @Test
    void looksOnceASecondWhetherAFileIsStillThere() throws Exception {
        assertFalse(site.isReady("/page.html"), "no request has looked for it yet");
        assertEquals("<p>page</p>", site.get("/page.html").text());
        site.write("page.html", "<p>changed</p>", Site.WRITTEN.plusSeconds(1));
        site.pass(Duration.ofMillis(700));
        assertNotNull(site.ready("/page.html"));
        site.pass(Duration.ofMillis(300));
        assertFalse(site.isReady("/page.html"));
        assertEquals("<p>changed</p>", site.get("/page.html").text());
        site.pass(Duration.ofSeconds(1));
        assertTrue(site.isReady("/page.html"), "it is fresh again");
        site.delete("page.html");
        site.pass(Duration.ofMillis(700));
        assertTrue(site.isReady("/page.html"));
        site.pass(Duration.ofMillis(300));
        assertFalse(site.isReady("/page.html"));
    }

    @Test
    void seesAnotherChangeWithinTheSameTickOfTheFileSystem() throws Exception {
        Path page = site.path().resolve("page.html");
        Files.writeString(page, "first!");
        FileTime tick = Files.getLastModifiedTime(page);
        assertEquals("first!", site.get("/page.html").text());
        Files.writeString(page, "second");
        Files.setLastModifiedTime(page, tick);
        site.pass(Duration.ofSeconds(1));
        assertEquals("second", site.get("/page.html").text());
    }

    /** A client that resumes by If-Range must never join the beginning of one file and the end of another. */
    @Test
    void neverSendsALargeFilesContentUnderTheTagOfTheOneBefore() throws Exception {
        String tag = site.get("/large.txt").field("ETag");
        Path next = outside.resolve("next");
        Files.writeString(next, Site.LARGE.replace('0', 'x'));
        Files.move(next, site.path().resolve("large.txt"), StandardCopyOption.REPLACE_EXISTING);
        FakeExchange before = site.get("/large.txt");
        assertEquals(Site.LARGE, before.text(), "the file that is open is still the one of the tag");
        assertEquals(tag, before.field("ETag"));
        site.pass(Duration.ofSeconds(1));
        FakeExchange answer = site.get("/large.txt");
        assertEquals(Site.LARGE.replace('0', 'x'), answer.text());
        assertNotEquals(tag, answer.field("ETag"));
        site.delete("large.txt");
        site.pass(Duration.ofSeconds(1));
        assertEquals(404, site.get("/large.txt").status());
    }

    /** What was found of a large file holds for a second: its precompressed variant is not looked for before. */
    @Test
    void looksForALargeFileOnceASecond() throws Exception {
        assertEquals(Site.LARGE, site.get("/large.txt").text());
        site.write("large.txt.gz", "compressed");
        assertEquals(
                Site.LARGE, site.get("/large.txt", "Accept-Encoding", "gzip").text());
        site.pass(Duration.ofSeconds(1));
        assertEquals(
                "compressed", site.get("/large.txt", "Accept-Encoding", "gzip").text());
        assertEquals(1, site.openDescriptors("large.txt"), "it is open for the next who asks");
    }

    /** The disk has the space of a deleted file back, and a volume can be unmounted. */
    @Test
    void keepsNoFileOpenForMinutesThatNobodyAsksFor() throws Exception {
        assertEquals(Site.LARGE, site.get("/large.txt").text());
        site.write("other.txt", Site.LARGE);
        site.pass(Duration.ofSeconds(61));
        assertEquals(Site.LARGE, site.get("/other.txt").text());
        assertEquals(0, site.openDescriptors("large.txt"));
        assertEquals(1, site.openDescriptors("other.txt"));
    }

    @ParameterizedTest(name = "{0} {1} {2} {3}: {4}")
    @CsvSource({
        "GET,   /page.html,   ,                 ,                               false",
        "HEAD,  /page.html,   ,                 ,                               false",
        "GET,   /page.html?v, ,                 ,                               false",
        "GET,   /page.html,   Accept-Encoding,  'gzip, br',                     false",
        "GET,   /page.html,   If-None-Match,    '\"x\"',                        false",
        "GET,   /page.html,   Range,            bytes=0-1,                      false",
        "GET,   /app.js,      Accept-Encoding,  gzip,                           false",
        "GET,   /mixed.js,    ,                 ,                               true",
        "GET,   /mixed.js,    Accept-Encoding,  gzip,                           true",
        "GET,   /large.txt,   ,                 ,                               true",
        "GET,   /missing,     ,                 ,                               true",
        "GET,   /docs,        ,                 ,                               true",
        "POST,  /page.html,   ,                 ,                               true",
        "GET,   /docs/,       ,                 ,                               false",
        "GET,   /docs/index.htm, ,              ,                               true",
    })
    void needsNoDiskForSmallFilesItHasJustSent(
            String method, String target, String field, String value, boolean mayBlock) throws Exception {
        site.write("app.js", "x")
                .write("app.js.gz", "x")
                .write("mixed.js", Site.LARGE)
                .write("mixed.js.gz", "x");
        String[] fields = field == null ? new String[0] : new String[] {field, value};
        assertTrue(site.mayBlock(method, target, fields));
        for (String path :
                new String[] {"/page.html", "/app.js", "/mixed.js", "/large.txt", "/missing", "/docs", "/docs/"}) {
            site.get(path);
        }
        assertEquals(mayBlock, site.mayBlock(method, target, fields));
        site.pass(Duration.ofSeconds(1));
        assertTrue(site.mayBlock(method, target, fields));
    }

    @Test
    void answersTheSameFromMemoryAsFromTheDisk() throws Exception {
        site.get("/page.html");
        assertFalse(site.mayBlock("GET", "/page.html"));
        FakeExchange part = site.get("/page.html", "Range", "bytes=0-2");
        assertEquals("<p>", part.text());
        assertEquals(206, part.status());
        assertEquals(
                406,
                site.get("/page.html", "Accept-Encoding", "gzip, identity;q=0.0")
                        .status());
    }
}
