package io.mpmoperator.server.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mpmoperator.server.http.FakeExchange;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkedAndUnreadableFilesTest {

    @TempDir
    private Path outside;

    private Site site;

    @BeforeEach
    void layOut() throws Exception {
        site = Site.laidOut(outside);
    }

    @Test
    void followsLinksThatStayBelowDocumentRoot() throws Exception {
        Files.createSymbolicLink(site.path().resolve("link.html"), Path.of("page.html"));
        Files.createSymbolicLink(site.path().resolve("manual"), site.path().resolve("docs"));
        assertEquals("<p>page</p>", site.get("/link.html").text());
        assertEquals("docs", site.get("/manual/").text());
    }

    @Test
    void neverFollowsALinkOutOfDocumentRoot() throws Exception {
        Files.createSymbolicLink(site.path().resolve("out.txt"), outside.resolve("private.txt"));
        Files.createSymbolicLink(site.path().resolve("out"), outside);
        Files.createSymbolicLink(site.path().resolve("page.html.gz"), outside.resolve("private.txt"));
        Files.createSymbolicLink(site.path().resolve("dangling"), Path.of("nothing"));
        assertEquals(404, site.get("/out.txt").status());
        assertEquals(404, site.get("/out/private.txt").status());
        assertEquals(404, site.get("/out").status());
        assertEquals(404, site.get("/dangling").status());
        assertEquals(
                "<p>page</p>", site.get("/page.html", "Accept-Encoding", "gzip").text());
    }

    /** As Apache answers, and no fault of DocumentRoot's. */
    @Test
    void refusesALinkThatLeadsToItself() throws Exception {
        Files.createSymbolicLink(site.path().resolve("loop"), Path.of("loop"));
        Files.createSymbolicLink(site.path().resolve("there"), Path.of("back"));
        Files.createSymbolicLink(site.path().resolve("back"), Path.of("there"));
        assertEquals(403, site.get("/loop").status());
        assertEquals(403, site.get("/there").status());
        assertEquals(403, site.get("/loop/page.html").status());
        assertEquals(0, lines(site, "document-root-unavailable"));
    }

    /** Root may read it all the same. */
    @Test
    void findsASmallFileAnewWhosePermissionsHaveChanged() throws Exception {
        site.get("/page.html");
        site.pass(Duration.ofSeconds(1));
        assertTrue(site.isReady("/page.html"));
        site.pass(Duration.ofSeconds(1));
        Path file = site.path().resolve("page.html");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assertFalse(site.isReady("/page.html"));
        assertEquals(Files.isReadable(file) ? 200 : 403, site.get("/page.html").status());
    }

    @Test
    void servesADocumentRootThatIsALinkItself() throws Exception {
        Site linked = new Site(Files.createSymbolicLink(outside.resolve("current"), site.path()));
        assertEquals("<p>page</p>", linked.get("/page.html").text());
    }

    @Test
    void seesAMountedConfigMapSwapped() throws Exception {
        Site mounted = mount("first");
        assertEquals("first", mounted.get("/").text());
        assertEquals(404, mounted.get("/..data/index.html").status());
        assertEquals(404, mounted.get("/..0/index.html").status());
        swap(mounted, 1, "other");
        assertEquals("first", mounted.get("/").text());
        mounted.pass(Duration.ofSeconds(1));
        assertEquals("other", mounted.get("/").text());
    }

    /** One swap in each request, at any moment of it: that the kubelet would swap several times in one is no case. */
    @Test
    void answersEveryRequestWhileConfigMapsAreSwapped() throws Exception {
        Site mounted = mount(Site.LARGE);
        Semaphore requests = new Semaphore(0);
        try (ExecutorService kubelet = Executors.newSingleThreadExecutor()) {
            Future<?> swapping = kubelet.submit(() -> {
                for (int swaps = 1; swaps <= 300; swaps++) {
                    requests.drainPermits();
                    requests.acquire();
                    LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(500_000));
                    swap(mounted, swaps, Site.LARGE);
                }
                return null;
            });
            try {
                while (!swapping.isDone()) {
                    requests.release();
                    FakeExchange answer = mounted.get("/index.html");
                    assertEquals(200, answer.status(), mounted::logged);
                    assertEquals(Site.LARGE, answer.text());
                }
                swapping.get();
            } finally {
                kubelet.shutdownNow();
            }
        }
    }

    /** Lays files out as the kubelet does: names lead through ..data to a directory of their generation. */
    private Site mount(String content) throws Exception {
        Path mount = Files.createDirectory(outside.resolve("mount"));
        Files.createSymbolicLink(mount.resolve("..data"), Path.of("..0"));
        Files.createSymbolicLink(mount.resolve("index.html"), Path.of("..data", "index.html"));
        return new Site(mount).write("..0/index.html", content);
    }

    private static void swap(Site mounted, int generation, String content) throws Exception {
        Path mount = mounted.path();
        mounted.write("..%d/index.html".formatted(generation), content);
        Path link = Files.createSymbolicLink(mount.resolve("..data_tmp"), Path.of(".." + generation));
        Files.move(link, mount.resolve("..data"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        mounted.delete("..%d/index.html".formatted(generation - 1));
        mounted.delete(".." + (generation - 1));
    }

    @Test
    void refusesWhatItMayNotRead() throws Exception {
        Optional<Path> unreadable = unreadable(site.path().resolve("page.html"));
        assumeTrue(unreadable.isPresent(), "this process may read everything");
        Path file = unreadable.get();
        Site containing = new Site(Objects.requireNonNull(file.getParent()));
        assertEquals(403, containing.get("/" + file.getFileName()).status());
        assertEquals(403, containing.get("/" + file.getFileName()).status());
        assertEquals(1, lines(containing, "event=file-unreadable"));
        containing.pass(Duration.ofSeconds(1));
        assertEquals(403, containing.get("/" + file.getFileName()).status());
        assertEquals(1, lines(containing, "unlogged=1"));
    }

    /** A file without read permission; to root, who may read any file on a disk, one of the kernel's that none may. */
    private static Optional<Path> unreadable(Path candidate) throws Exception {
        Files.setPosixFilePermissions(candidate, PosixFilePermissions.fromString("---------"));
        if (!Files.isReadable(candidate)) {
            return Optional.of(candidate);
        }
        try (Stream<Path> kernel = Files.find(
                Path.of("/sys/devices"),
                3,
                (path, attributes) -> attributes.isRegularFile() && path.endsWith("rescan"))) {
            return kernel.filter(LinkedAndUnreadableFilesTest::cannotBeOpened).findFirst();
        }
    }

    private static boolean cannotBeOpened(Path path) {
        try (InputStream opened = Files.newInputStream(path)) {
            return opened == null;
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void answersUnavailableAndGoesOnWhenDocumentRootVanishes() throws Exception {
        site.get("/page.html");
        Path elsewhere = outside.resolve("elsewhere");
        Files.move(site.path(), elsewhere);
        site.pass(Duration.ofSeconds(1));
        assertEquals(503, site.get("/page.html").status());
        assertEquals(503, site.get("/other.html").status());
        assertEquals(1, lines(site, "event=document-root-unavailable"));
        Files.move(elsewhere, site.path());
        assertEquals(200, site.get("/page.html").status());
    }

    private static long lines(Site site, String part) {
        return site.logged().lines().filter(line -> line.contains(part)).count();
    }
}
