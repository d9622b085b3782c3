package io.mpmoperator.server.content;

import io.mpmoperator.conf.LogSettings.LogLevel;
import io.mpmoperator.server.http.BadRequestException;
import io.mpmoperator.server.http.FakeExchange;
import io.mpmoperator.server.http.PlainHeads;
import io.mpmoperator.server.http.ReadyResponse;
import io.mpmoperator.server.log.Log;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A directory that is served, with a clock that only the test moves. */
final class Site {

    /** When every file was written last, unless a test says otherwise. */
    static final Instant WRITTEN = Instant.parse("1994-11-06T08:49:37Z");

    /** More than any process keeps in memory. */
    static final String LARGE = "0123456789".repeat(4000);

    /** More than one that serves one connection keeps in memory, and less than one that serves many. */
    static final String MIDDLING = "abcdefghij".repeat(500);

    private final Path root;
    private final AtomicLong nanoTime = new AtomicLong();
    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private final StaticFiles files;

    Site(Path root) {
        this(root, CacheLimits.OF_ONE_CONNECTION);
    }

    Site(Path root, CacheLimits limits) {
        this.root = root;
        this.files = new StaticFiles(
                root,
                List.of("index.html", "index.htm"),
                limits,
                Clock.systemUTC(),
                nanoTime::get,
                new Log(logged, LogLevel.WARN, Clock.systemUTC()));
    }

    /** The files of most tests, in {@code htdocs}; beside it there is {@code private.txt}. */
    static Site laidOut(Path outside) throws IOException {
        return laidOut(outside, CacheLimits.OF_ONE_CONNECTION);
    }

    static Site laidOut(Path outside, CacheLimits limits) throws IOException {
        Files.writeString(outside.resolve("private.txt"), "private");
        return new Site(Files.createDirectory(outside.resolve("htdocs")), limits)
                .write("index.html", "<p>home</p>")
                .write("page.html", "<p>page</p>")
                .write("large.txt", LARGE)
                .write("middling.txt", MIDDLING)
                .write("docs/index.htm", "docs")
                .write("empty/file.txt", "")
                .write("a b/100%.txt", "percent")
                .write(".secret", "secret")
                .write(".well-known/security.txt", "Contact: x");
    }

    Site write(String path, String content) throws IOException {
        return write(path, content, WRITTEN);
    }

    Site write(String path, String content, Instant modified) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        Files.setLastModifiedTime(file, FileTime.from(modified));
        return this;
    }

    void delete(String path) throws IOException {
        Files.delete(root.resolve(path));
    }

    void pass(Duration time) {
        nanoTime.addAndGet(time.toNanos());
    }

    FakeExchange get(String target, String... fields) throws IOException, BadRequestException {
        return request("GET", target, fields);
    }

    FakeExchange request(String method, String target, String... fields) throws IOException, BadRequestException {
        return answer(FakeExchange.of(method, target, fields));
    }

    FakeExchange answer(FakeExchange exchange) throws IOException, BadRequestException {
        return exchange.by(files);
    }

    boolean mayBlock(String method, String target, String... fields) {
        return files.mayBlock(FakeExchange.of(method, target, fields).request());
    }

    /** The response that is ready to a plain GET; null without one. */
    @Nullable
    ReadyResponse ready(String target, String... fields) {
        return ready("GET", target, fields);
    }

    @Nullable
    ReadyResponse ready(String method, String target, String... fields) {
        return files.ready(PlainHeads.of(method, target, fields), nanoTime.get());
    }

    /** Whether a response is ready. */
    boolean isReady(String target, String... fields) {
        return ready(target, fields) != null;
    }

    StaticFiles files() {
        return files;
    }

    Path path() {
        return root;
    }

    String logged() {
        return logged.toString(StandardCharsets.UTF_8);
    }

    /** How often this process has a file open. */
    long openDescriptors(String path) throws IOException {
        return descriptors(root.resolve(path));
    }

    /** The same of a file anywhere. */
    static long descriptors(Path path) throws IOException {
        Path file = path.toRealPath();
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.filter(descriptor -> leadsTo(descriptor, file)).count();
        }
    }

    private static boolean leadsTo(Path descriptor, Path file) {
        try {
            return Files.readSymbolicLink(descriptor).equals(file);
        } catch (IOException e) {
            return false;
        }
    }
}
