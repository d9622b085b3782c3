package io.mpmoperator.server.content;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.headers.EtagChange;
import io.mpmoperator.server.compression.Compressing;
import io.mpmoperator.server.compression.Compressors;
import io.mpmoperator.server.http.FakeExchange;
import io.mpmoperator.server.http.PlainHead;
import io.mpmoperator.server.http.PlainHeads;
import io.mpmoperator.server.http.ReadyResponse;
import io.mpmoperator.server.http.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are compressed on the way, with what is kept of them. */
class CompressedFilesTest {

    private static final String GZIP = "Accept-Encoding";
    private static final String LINE = "all work and no play makes a dull page\n";

    @TempDir
    private Path folder;

    private final AtomicLong nanos = new AtomicLong();
    private final Compressors compressors = new Compressors(1);
    private final FileShelf shelf = new FileShelf(CacheLimits.SHARED, compressors, Clock.systemUTC(), nanos::get);

    private FileShelf.Opened open(String name, EtagChange etag) throws IOException {
        FileTraits traits = new FileTraits("text/plain", null, null, true, true, new Compressing(6, etag, 69));
        return ((FileShelf.Found.Here) shelf.open(folder, List.of(name), traits)).file();
    }

    private FileShelf.Opened open(String name) throws IOException {
        return open(name, EtagChange.ADD_SUFFIX);
    }

    private void write(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_700_000_000)));
    }

    private static FakeExchange sent(FileShelf.Opened file, String... fields) throws IOException {
        FakeExchange exchange = FakeExchange.of("GET", "/page.txt", fields);
        exchange.respond(file.respond(exchange.request()));
        return exchange;
    }

    private static String decoded(FakeExchange exchange) throws IOException {
        return new String(
                new GZIPInputStream(new ByteArrayInputStream(exchange.bytes())).readAllBytes(), StandardCharsets.UTF_8);
    }

    private @Nullable ReadyResponse ready(String... fields) {
        PlainHead head = PlainHeads.of("GET", "/page.txt", fields);
        return shelf.ready(head, nanos.get());
    }

    private void keepReady(FileShelf.Opened file) {
        file.prepare(
                        "/page.txt",
                        (response, now) -> response,
                        () -> new FileShelf.Ties() {
                            @Override
                            public boolean hold() {
                                return true;
                            }

                            @Override
                            public boolean isFor(PlainHead head) {
                                return true;
                            }
                        },
                        null)
                .run();
    }

    @Test
    void areSentAsTheClientTakesThem() throws IOException {
        write("page.txt", LINE.repeat(100));
        FakeExchange compressed = sent(open("page.txt"), GZIP, "gzip");
        assertEquals(LINE.repeat(100), decoded(compressed));
        assertEquals("gzip", compressed.field("Content-Encoding"));
        assertTrue(compressed.field("ETag").endsWith("-gzip\""), compressed.field("ETag"));
        assertEquals("Accept-Encoding", compressed.field("Vary"));
        FakeExchange plain = sent(open("page.txt"));
        assertEquals(LINE.repeat(100), plain.text());
        assertEquals("Accept-Encoding", plain.field("Vary"));
    }

    @Test
    void areCurrentByTheTagOfTheForm() throws IOException {
        write("page.txt", LINE.repeat(100));
        String tag = sent(open("page.txt"), GZIP, "gzip").field("ETag");
        FakeExchange current = sent(open("page.txt"), GZIP, "gzip", "If-None-Match", tag);
        assertEquals(304, current.status());
        assertEquals(tag, current.field("ETag"));
        assertEquals(200, sent(open("page.txt"), "If-None-Match", tag).status());
    }

    @Test
    void haveTheTagThatDeflateAlterETagSays() throws IOException {
        write("page.txt", LINE.repeat(100));
        String tag = sent(open("page.txt")).field("ETag");
        assertEquals(
                tag, sent(open("page.txt", EtagChange.NO_CHANGE), GZIP, "gzip").field("ETag"));
        assertNull(
                sent(open("page.txt", EtagChange.REMOVE), GZIP, "gzip").fields().get("ETag"));
    }

    @Test
    void areAsTheyAreWhereRangesAreAskedFor() throws IOException {
        write("page.txt", LINE.repeat(100));
        FakeExchange part = sent(open("page.txt"), GZIP, "gzip", "Range", "bytes=0-7");
        assertEquals(206, part.status());
        assertEquals("all work", part.text());
    }

    @Test
    void areAsTheyAreWhereTheyAreShortOrNoCompressorIsFree() throws IOException {
        write("page.txt", "short");
        assertEquals("short", sent(open("page.txt"), GZIP, "gzip").text());
        assertNull(sent(open("page.txt"), GZIP, "gzip").fields().get("Vary"));
        write("other.txt", LINE.repeat(100));
        try (Compressors.Lent _ = compressors.lend(6).orElseThrow()) {
            assertEquals(LINE.repeat(100), sent(open("other.txt"), GZIP, "gzip").text());
        }
        assertEquals("gzip", sent(open("other.txt"), GZIP, "gzip").field("Content-Encoding"));
    }

    @Test
    void areReadyOnceAClientHasAskedForTheForm() throws IOException {
        write("page.txt", LINE.repeat(100));
        FileShelf.Opened file = open("page.txt");
        sent(file);
        keepReady(file);
        ReadyResponse plain = ready();
        assertNotNull(plain);
        assertNull(ready(GZIP, "gzip"), "the form is not made yet");
        FakeExchange compressed = sent(file, GZIP, "gzip");
        keepReady(file);
        ReadyResponse form = ready(GZIP, "gzip");
        assertNotNull(form);
        assertEquals(compressed.bytes().length, form.length());
        ReadyResponse stillPlain = ready();
        assertNotNull(stillPlain);
        assertEquals(LINE.length() * 100L, stillPlain.length());
    }

    @Test
    void areMadeAnewWhereTheyAreTooLargeToBeKept() throws IOException {
        String large = LINE.repeat(50_000);
        write("page.txt", large);
        FakeExchange compressed = sent(open("page.txt"), GZIP, "gzip");
        assertEquals("gzip", compressed.field("Content-Encoding"));
        assertEquals(large, decoded(compressed));
        assertEquals(0, compressors.lent());
        Response head = open("page.txt")
                .respond(FakeExchange.of("HEAD", "/page.txt", GZIP, "gzip").request());
        head.content().release();
        assertEquals(0, compressors.lent());
    }

    @Test
    void areCompressedAgainWhenTheyHaveChanged() throws IOException {
        write("page.txt", LINE.repeat(100));
        FakeExchange before = sent(open("page.txt"), GZIP, "gzip");
        write("page.txt", LINE.repeat(200));
        nanos.addAndGet(2_000_000_000L);
        FakeExchange after = sent(open("page.txt"), GZIP, "gzip");
        assertEquals(LINE.repeat(200), decoded(after));
        assertArrayEquals(after.bytes(), sent(open("page.txt"), GZIP, "gzip").bytes());
        assertTrue(!before.field("ETag").equals(after.field("ETag")));
    }
}
