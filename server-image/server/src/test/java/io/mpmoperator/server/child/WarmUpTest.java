package io.mpmoperator.server.child;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.conf.HttpSettings;
import io.mpmoperator.conf.LogSettings.LogLevel;
import io.mpmoperator.server.content.CacheLimits;
import io.mpmoperator.server.content.StaticFiles;
import io.mpmoperator.server.http.Exchange;
import io.mpmoperator.server.http.PlainHeads;
import io.mpmoperator.server.http.Request;
import io.mpmoperator.server.http.RequestHandler;
import io.mpmoperator.server.http.RequestLog;
import io.mpmoperator.server.http.ServerContext;
import io.mpmoperator.server.log.Log;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WarmUpTest {

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(20);

    @TempDir
    private Path site;

    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private final Log log = new Log(logged, LogLevel.DEBUG, Clock.systemUTC());

    @BeforeEach
    void layOut() throws Exception {
        Files.writeString(site.resolve("index.html"), "home");
        Files.createDirectories(site.resolve("a/b"));
        Files.writeString(site.resolve("a/b/page.html"), "page");
        Files.writeString(site.resolve("large.bin"), "x".repeat(100_000));
        Files.writeString(site.resolve("a name.html"), "not plain");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void leavesTheFilesOfTheSiteAtHand(boolean blocking) {
        StaticFiles files = files(CacheLimits.SHARED);
        assertNull(files.ready(PlainHeads.of("GET", "/a/b/page.html"), System.nanoTime()));
        warmUp(files, blocking).run(site, LONG_ENOUGH);
        for (String target : List.of("/a/b/page.html", "/index.html", "/large.bin")) {
            assertNotNull(files.ready(PlainHeads.of("GET", target), System.nanoTime()), target);
        }
        assertEquals(0, logged.size());
    }

    @Test
    void asksNoHandlerAndCountsNoRequest() {
        RequestHandler forbidden = new RequestHandler() {
            @Override
            public boolean mayBlock(Request request) {
                throw new AssertionError("asked for " + request.line());
            }

            @Override
            public void handle(Exchange exchange) {
                throw new AssertionError("asked for " + exchange.request().line());
            }
        };
        StaticFiles files = files(CacheLimits.OF_ONE_CONNECTION);
        new WarmUp(context(forbidden), files, () -> files(CacheLimits.OF_ONE_CONNECTION), true).run(site, LONG_ENOUGH);
        assertNotNull(files.ready(PlainHeads.of("GET", "/index.html"), System.nanoTime()));
    }

    @Test
    void doesWithoutASiteThatCannotBeRead() {
        warmUp(files(CacheLimits.SHARED), true).run(site.resolve("nowhere"), Duration.ofMillis(1));
    }

    @Test
    void takesNoTimeWhereThereIsNone() {
        StaticFiles files = files(CacheLimits.SHARED);
        warmUp(files, true).run(site, Duration.ZERO);
        assertNull(files.ready(PlainHeads.of("GET", "/index.html"), System.nanoTime()));
    }

    @Test
    void takesLessOfAChildWithAShortLife() {
        assertEquals(Duration.ofMillis(300), WarmUp.budget(0));
        assertEquals(Duration.ofMillis(300), WarmUp.budget(100_000));
        assertEquals(Duration.ofMillis(10), WarmUp.budget(100));
        assertTrue(WarmUp.budget(1).compareTo(Duration.ofMillis(1)) < 0);
    }

    private WarmUp warmUp(StaticFiles files, boolean blocking) {
        return new WarmUp(context(files), files, () -> files(CacheLimits.SHARED.withoutOpenFiles()), blocking);
    }

    private ServerContext context(RequestHandler handler) {
        return new ServerContext(
                HttpSettings.defaults(), handler, RequestLog.NONE, log, () -> false, UnaryOperator.identity());
    }

    private StaticFiles files(CacheLimits limits) {
        return new StaticFiles(site, List.of("index.html"), limits, InstantSource.system(), System::nanoTime, log);
    }
}
