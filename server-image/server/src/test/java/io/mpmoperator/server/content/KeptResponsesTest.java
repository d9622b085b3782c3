package io.mpmoperator.server.content;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.mpmoperator.server.compression.Compressors;
import io.mpmoperator.server.http.PlainHead;
import io.mpmoperator.server.http.PlainHeads;
import io.mpmoperator.server.http.ReadyResponse;
import io.mpmoperator.server.http.Response;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept with the responses that are ready, and how long. */
class KeptResponsesTest {

    private static final int MOST_COLLECTIONS = 50;

    @TempDir
    private Path folder;

    private final AtomicLong nanos = new AtomicLong();
    private final FileShelf shelf =
            new FileShelf(CacheLimits.SHARED, new Compressors(1), Clock.systemUTC(), nanos::get);

    /** What a response is made with, which knows the request that it is made for. */
    private record Filter(boolean isTimed, Object request) implements HeaderFilter {

        @Override
        public Response apply(Response response, Instant now) {
            return response;
        }
    }

    private static final class Always implements FileShelf.Ties {

        @Override
        public boolean hold() {
            return true;
        }

        @Override
        public boolean isFor(PlainHead head) {
            return true;
        }
    }

    private void keep(HeaderFilter filter) throws IOException {
        Path file = Files.writeString(folder.resolve("page.txt"), "hello");
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_700_000_000)));
        FileTraits traits = new FileTraits("text/plain", null, null, true, true, null);
        ((FileShelf.Found.Here) shelf.open(folder, List.of("page.txt"), traits))
                .file()
                .prepare("/page.txt", filter, Always::new, null)
                .run();
    }

    private @Nullable ReadyResponse ready() {
        return shelf.ready(PlainHeads.of("GET", "/page.txt"), nanos.get());
    }

    @Test
    void theRequestThatTheyWereMadeForIsNotKept() throws IOException {
        WeakReference<Object> request = keepWithARequest();
        for (int i = 0; i < MOST_COLLECTIONS && request.get() != null; i++) {
            System.gc();
        }
        assertNull(request.get());
        assertNotNull(ready());
    }

    private WeakReference<Object> keepWithARequest() throws IOException {
        Object request = new Object();
        keep(new Filter(false, request));
        return new WeakReference<>(request);
    }

    @Test
    void thoseThatLookOtherwiseAtAnotherTimeAreMadeAnew() throws IOException {
        keep(new Filter(true, ""));
        assertNotNull(ready());
        nanos.addAndGet(FileCache.VALIDITY.toNanos());
        assertNull(ready());
    }

    @Test
    void othersAreKeptAsLongAsTheFileIsAsItWas() throws IOException {
        keep(new Filter(false, ""));
        nanos.addAndGet(FileCache.VALIDITY.toNanos());
        assertNotNull(ready());
    }
}
