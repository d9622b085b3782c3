package io.mpmoperator.server.handler;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.conf.HandlerMount;
import io.mpmoperator.conf.LogSettings.LogLevel;
import io.mpmoperator.server.http.Content;
import io.mpmoperator.server.http.Exchange;
import io.mpmoperator.server.http.FakeExchange;
import io.mpmoperator.server.http.PlainHead;
import io.mpmoperator.server.http.PlainHeads;
import io.mpmoperator.server.http.ReadyResponse;
import io.mpmoperator.server.http.Request;
import io.mpmoperator.server.http.RequestHandler;
import io.mpmoperator.server.http.Response;
import io.mpmoperator.server.log.Log;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HandlerMountsTest {

    /** Answers with where it is mounted, what it sees of the target, and how often this instance was called. */
    private static final String WHERE = """
            private int calls;
            public void handle(HttpExchange exchange) throws IOException {
                calls++;
                byte[] answer = (exchange.getHttpContext().getPath() + " " + exchange.getRequestURI() + " " + calls)
                        .getBytes();
                exchange.sendResponseHeaders(200, answer.length);
                exchange.getResponseBody().write(answer);
                exchange.close();
            }
            """;

    @TempDir
    private static Path jars;

    private final RequestHandler files = new Files404();
    private final Log log = new Log(OutputStream.nullOutputStream(), LogLevel.ERROR, Clock.systemUTC());

    @BeforeAll
    static void build() throws Exception {
        new HandlerJar(jars)
                .handler("Where", WHERE)
                .handler("Other", WHERE)
                .handler(
                        "Unmakeable",
                        "public Unmakeable() { throw new IllegalStateException(\"no database\"); }" + WHERE)
                .source("Forgotten", "public class Forgotten {}")
                .build("handlers.jar");
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "/api,                /api /api",
        "/api/,               /api /api/",
        "/api/x/y?z=/api/v2,  /api /api/x/y?z=/api/v2",
        "/api?x,              /api /api?x",
        "/api/v2,             /api/v2 /api/v2",
        "/api/v2/x,           /api/v2 /api/v2/x",
        "/api/v20,            /api /api/v20",
        "/%61pi/x,            /api /%61pi/x",
        "/x/../api/y,         /api /api/y",
        "/x/%2e%2e/api/y/,    /api /api/y/",
        "/./api/./v2/.,       /api/v2 /api/v2/",
        "//api//x,            /api /api/x",
        "/api//x,             /api /api//x",
        "/api/.hidden,        /api /api/.hidden",
        "/api/a%2Fb,          /api /api/a%2Fb",
        "/api/v2/..,          /api /api/",
        "http://host/api/x,   /api /api/x",
        "/a%20b/x,            /a b /a%20b/x",
        "/apix,               files",
        "/ap,                 files",
        "/,                   files",
        "/x?/api,             files",
        "/api/..,             files",
        "/api/../..,          files",
        "/api/%zz,            files",
        "*,                   files",
        "/API,                files",
    })
    void givesARequestToTheLongestPrefix(String target, String answer) throws Exception {
        RequestHandler mounts = mounts("/api sample.Where", "/api/v2/ sample.Other", "/a b sample.Other");
        FakeExchange exchange = FakeExchange.of("GET", target).by(mounts);
        assertEquals(answer.equals("files") ? "files" : answer + " 1", exchange.text());
        assertEquals(!answer.equals("files"), mounts.mayBlock(exchange.request()));
    }

    @Test
    void takesTheWholeSiteWithTheRootPath() throws Exception {
        RequestHandler mounts = mounts("/ sample.Where", "/api sample.Other");
        assertEquals("/ /x 1", FakeExchange.of("GET", "/x").by(mounts).text());
        assertEquals("/ / 2", FakeExchange.of("GET", "/").by(mounts).text());
        assertEquals("/api /api 1", FakeExchange.of("GET", "/api").by(mounts).text());
    }

    @Test
    void makesAnInstanceForEachMount() throws Exception {
        RequestHandler mounts = mounts("/a sample.Where", "/b sample.Where");
        assertEquals("/a /a 1", FakeExchange.of("GET", "/a").by(mounts).text());
        assertEquals("/a /a 2", FakeExchange.of("GET", "/a").by(mounts).text());
        assertEquals("/b /b 1", FakeExchange.of("GET", "/b").by(mounts).text());
    }

    @Test
    void loadsNothingWhenNothingIsMounted() throws Exception {
        assertSame(
                files,
                HandlerMounts.make(Optional.of("/nowhere"), List.of(), log).over(files));
    }

    @Test
    void findsHandlersInSeveralPlaces(@TempDir Path more) throws Exception {
        Path jar = new HandlerJar(more).handler("Third", WHERE).build("third.jar");
        RequestHandler mounts = mounts(jars + File.pathSeparator + jar, "/a sample.Where", "/c sample.Third");
        assertEquals("/c /c 1", FakeExchange.of("GET", "/c").by(mounts).text());
        assertEquals("/a /a 1", FakeExchange.of("GET", "/a").by(mounts).text());
    }

    @Test
    void keepsTheServersClassesFromHandlers(@TempDir Path more) throws Exception {
        new HandlerJar(more).handler("Curious", """
                        public void handle(HttpExchange exchange) throws IOException {
                            boolean context = Thread.currentThread().getContextClassLoader() == getClass().getClassLoader();
                            boolean jetty;
                            try {
                                Class.forName("org.eclipse.jetty.http.HttpField");
                                jetty = true;
                            } catch (ClassNotFoundException e) {
                                jetty = false;
                            }
                            byte[] answer = ("context loader " + context + ", jetty " + jetty).getBytes();
                            exchange.sendResponseHeaders(200, answer.length);
                            exchange.getResponseBody().write(answer);
                        }
                        """).build("curious.jar");
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        RequestHandler mounts = mounts(more.toString(), "/ sample.Curious");
        assertEquals(
                "context loader true, jetty false",
                FakeExchange.of("GET", "/").by(mounts).text());
        assertSame(before, Thread.currentThread().getContextClassLoader());
    }

    @Test
    void saysWhichHandlersThereAre() {
        String message = refused(jars.toString(), "/api com.acme.Missing");
        assertEquals(
                "Handler /api com.acme.Missing: no such handler on HandlerPath " + jars
                        + ": there are sample.Where, sample.Other, sample.Unmakeable. A jar names its handlers in"
                        + " META-INF/services/com.sun.net.httpserver.HttpHandler",
                message);
        assertTrue(
                refused(jars.toString(), "/api sample.Forgotten").startsWith("Handler /api sample.Forgotten: no such"));
    }

    @Test
    void saysWhyAHandlerCannotBeMade() {
        assertEquals(
                "Handler /api sample.Unmakeable cannot be made: java.lang.IllegalStateException: no database",
                refused(jars.toString(), "/api sample.Unmakeable"));
    }

    @Test
    void saysWhichProvidersAreBroken(@TempDir Path more) throws Exception {
        new HandlerJar(more)
                .provider("sample.Nonexistent")
                .handler("Whole", WHERE)
                .build("broken.jar");
        assertEquals(
                "/ / 1",
                FakeExchange.of("GET", "/")
                        .by(mounts(more.toString(), "/ sample.Whole"))
                        .text());
        String message = refused(more.toString(), "/api sample.Nonexistent");
        assertTrue(message.contains("there are sample.Whole; unusable: "), message);
        assertTrue(message.contains("Provider sample.Nonexistent not found"), message);
    }

    @Test
    void refusesAHandlerPathThatIsNone(@TempDir Path more) throws Exception {
        assertTrue(refused("/nowhere", "/api a.B").startsWith("HandlerPath /nowhere cannot be read: "));
        Path text = Files.writeString(more.resolve("text.jar"), "no jar");
        assertTrue(refused(text.toString(), "/api a.B").startsWith("HandlerPath " + text + " cannot be read: "));
        assertTrue(refused(Files.createDirectory(more.resolve("empty")).toString(), "/api a.B")
                .contains("there are none"));
    }

    @Test
    void leavesMayBlockOfFilesToTheFiles() throws Exception {
        RequestHandler mounts = mounts("/api sample.Where");
        assertFalse(mounts.mayBlock(FakeExchange.of("GET", "/x").request()));
        assertTrue(mounts.mayBlock(FakeExchange.of("GET", "/api").request()));
    }

    /** Paths that mean a mount only once they are decoded are never read so quickly, or are no file's. */
    @ParameterizedTest
    @CsvSource({
        "/api,        false",
        "/api/,       false",
        "/api?x,      false",
        "/api/x.html, false",
        "/api//x,     false",
        "/apis,       true",
        "/apis/x,     true",
        "/ap,         true",
        "/x/api,      true",
        "/API,        true",
        "/,           true",
    })
    void hasWhatTheFilesHaveReadyButUnderAMount(String target, boolean ready) throws Exception {
        RequestHandler mounts = mounts("/api sample.Where");
        assertEquals(ready, mounts.ready(PlainHeads.of("GET", target), 0) == Files404.READY);
        RequestHandler everywhere = mounts("/ sample.Where");
        assertNull(everywhere.ready(PlainHeads.of("GET", target), 0));
    }

    private RequestHandler mounts(String directive, String... more) throws HandlerException {
        boolean path = !directive.contains(" ");
        String[] directives = more;
        if (!path) {
            directives = Arrays.copyOf(more, more.length + 1);
            directives[more.length] = directive;
        }
        return HandlerMounts.make(Optional.of(path ? directive : jars.toString()), directives(directives), log)
                .over(files);
    }

    private String refused(String handlerPath, String... directives) {
        return String.valueOf(assertThrows(
                        HandlerException.class,
                        () -> HandlerMounts.make(Optional.of(handlerPath), directives(directives), log)
                                .over(files))
                .getMessage());
    }

    private static List<HandlerMount> directives(String... directives) {
        return Arrays.stream(directives)
                .map(directive -> {
                    int space = directive.lastIndexOf(' ');
                    return new HandlerMount(directive.substring(0, space), directive.substring(space + 1));
                })
                .toList();
    }

    /** In place of the static files. */
    private static final class Files404 implements RequestHandler {

        private static final ReadyResponse READY =
                ReadyResponse.of(Response.of(200, HttpFields.EMPTY, new Content.None()));

        @Override
        public ReadyResponse ready(PlainHead head, long now) {
            return READY;
        }

        @Override
        public boolean mayBlock(Request request) {
            return false;
        }

        @Override
        public void handle(Exchange exchange) throws IOException {
            exchange.respond(Response.of(404, HttpFields.EMPTY, new Content.Memory("files".getBytes(US_ASCII))));
        }
    }
}
