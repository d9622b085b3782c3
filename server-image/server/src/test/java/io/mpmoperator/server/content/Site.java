package io.mpmoperator.server.content;

import io.mpmoperator.conf.LogSettings.LogLevel;
import io.mpmoperator.server.http.BadRequestException;
import io.mpmoperator.server.http.FakeExchange;
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

/** A directory that is served, with a clock that only the test moves. */
final class Site {

    /** When every file was written last, unless a test says otherwise. */
    static final Instant WRITTEN = Instant.parse("1994-11-06T08:49:37Z");

    /** More than is kept in memory. */
    static final String LARGE = "0123456789".repeat(2000);

    private final Path root;
    private final AtomicLong nanoTime = new AtomicLong();
    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private final StaticFiles files;

    Site(Path root) {
        this.root = root;
        this.files = new StaticFiles(
                root,
                List.of("index.html", "index.htm"),
                Clock.systemUTC(),
                nanoTime::get,
                new Log(logged, LogLevel.WARN, Clock.systemUTC()));
    }

    /** The files of most tests, in {@code htdocs}; beside it there is {@code private.txt}. */
    static Site laidOut(Path outside) throws IOException {
        Files.writeString(outside.resolve("private.txt"), "private");
        return new Site(Files.createDirectory(outside.resolve("htdocs")))
                .write("index.html", "<p>home</p>")
                .write("page.html", "<p>page</p>")
                .write("large.txt", LARGE)
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

    /** Whether a file can be sent, as it is now, so much later. */
    boolean readyFor(String target, Duration later) {
        long standsAt = nanoTime.get() + later.toNanos();
        return files.ready(FakeExchange.of("GET", target).request(), true, standsAt) != null;
    }

    Path path() {
        return root;
    }

    String logged() {
        return logged.toString(StandardCharsets.UTF_8);
    }

    /** How often this process has a file open. */
    long openDescriptors(String path) throws IOException {
        Path file = root.resolve(path).toRealPath();
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
