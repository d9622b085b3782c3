package io.mpmoperator.server.content;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mpmoperator.server.http.FakeExchange;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VariantsTest {

    @TempDir
    private Path outside;

    private Site site;

    @BeforeEach
    void layOut() throws Exception {
        site = Site.laidOut(outside);
    }

    @Test
    void sendsThePrecompressedVariantTheClientLikesBest() throws Exception {
        site.write("app.js", "plain").write("app.js.gz", "gzipped").write("app.js.br", "brotli");
        FakeExchange plain = site.get("/app.js");
        FakeExchange gzip = site.get("/app.js", "Accept-Encoding", "gzip, deflate");
        FakeExchange brotli = site.get("/app.js", "Accept-Encoding", "gzip, deflate, br");
        assertEquals("plain", plain.text());
        assertEquals("gzipped", gzip.text());
        assertEquals("brotli", brotli.text());
        assertEquals("gzip", gzip.field("Content-Encoding"));
        assertEquals("br", brotli.field("Content-Encoding"));
        for (FakeExchange answer : new FakeExchange[] {plain, gzip, brotli}) {
            assertEquals("Accept-Encoding", answer.field("Vary"));
            assertEquals("text/javascript;charset=utf-8", answer.field("Content-Type"));
        }
        assertEquals(
                3,
                Stream.of(plain, gzip, brotli)
                        .map(a -> a.field("ETag"))
                        .distinct()
                        .count());
        FakeExchange unchanged = site.get("/app.js", "Accept-Encoding", "gzip", "If-None-Match", gzip.field("ETag"));
        assertEquals(304, unchanged.status());
        assertEquals("Accept-Encoding", unchanged.field("Vary"));
        assertEquals(
                200,
                site.get("/app.js", "Accept-Encoding", "br", "If-None-Match", gzip.field("ETag"))
                        .status());
        assertEquals(
                "bytes 0-1/7",
                site.get("/app.js", "Accept-Encoding", "gzip", "Range", "bytes=0-1")
                        .field("Content-Range"));
    }

    @Test
    void refusesAClientOnlyWhenNothingIsAcceptable() throws Exception {
        site.write("app.js", "plain").write("app.js.gz", "gzipped");
        assertEquals(200, site.get("/page.html", "Accept-Encoding", "br").status());
        assertEquals(
                406, site.get("/page.html", "Accept-Encoding", "identity;q=0").status());
        assertEquals(406, site.get("/page.html", "Accept-Encoding", "*;q=0").status());
        assertEquals(
                200,
                site.get("/app.js", "Accept-Encoding", "identity;q=0, gzip").status());
        assertEquals(
                406, site.get("/app.js", "Accept-Encoding", "identity;q=0, br").status());
        assertEquals("", site.get("/page.html").field("Vary"));
    }

    @Test
    void sendsAVariantAskedForByNameAsItIs() throws Exception {
        site.write("app.js", "plain").write("app.js.gz", "gzipped");
        FakeExchange answer = site.get("/app.js.gz", "Accept-Encoding", "gzip");
        assertEquals("application/gzip", answer.field("Content-Type"));
        assertEquals("", answer.field("Content-Encoding"));
    }

    @Test
    void seesAVariantComeAndGo() throws Exception {
        assertEquals("", site.get("/page.html").field("Vary"));
        site.write("page.html.gz", "gzipped");
        site.pass(Duration.ofSeconds(1));
        assertEquals("Accept-Encoding", site.get("/page.html").field("Vary"));
        assertEquals(
                "gzipped", site.get("/page.html", "Accept-Encoding", "gzip").text());
        site.delete("page.html.gz");
        site.pass(Duration.ofSeconds(1));
        assertEquals(
                "<p>page</p>", site.get("/page.html", "Accept-Encoding", "gzip").text());
    }
}
