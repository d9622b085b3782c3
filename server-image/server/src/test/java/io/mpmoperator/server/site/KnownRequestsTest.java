package io.mpmoperator.server.site;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.mpmoperator.conf.ConfReader;
import io.mpmoperator.conf.LogSettings.LogLevel;
import io.mpmoperator.rules.Rules;
import io.mpmoperator.rules.SiteSettings;
import io.mpmoperator.server.compression.Compressors;
import io.mpmoperator.server.content.CacheLimits;
import io.mpmoperator.server.http.Account;
import io.mpmoperator.server.http.FakeExchange;
import io.mpmoperator.server.http.PlainHead;
import io.mpmoperator.server.http.PlainHeads;
import io.mpmoperator.server.http.ReadyResponse;
import io.mpmoperator.server.http.Response;
import io.mpmoperator.server.log.Log;
import io.mpmoperator.site.SiteReader;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which responses are ready once they were asked for, and what is known of the requests for them. */
class KnownRequestsTest {

    @TempDir
    private Path folder;

    private final Log log = new Log(OutputStream.nullOutputStream(), LogLevel.ERROR, Clock.systemUTC());

    private SiteHandler handler(String text) throws Exception {
        Files.writeString(folder.resolve("a.txt"), "a");
        Rules base = Rules.none().with(SiteSettings.DOCUMENT_ROOT, folder.toString());
        Parts parts = new Parts(Mounts.NONE, query -> Response.error(203));
        return new SiteHandler(
                SiteReader.read(ConfReader.read("x", text).site(), base),
                parts,
                CacheLimits.SHARED,
                new Compressors(1),
                InstantSource.system(),
                System::nanoTime,
                log);
    }

    private static @Nullable ReadyResponse ready(SiteHandler handler, PlainHead head) throws Exception {
        FakeExchange.of("GET", "/a.txt").by(handler);
        return handler.ready(head, System.nanoTime());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Header set X-A a",
                "SetEnvIf User-Agent probe quiet",
                "BrowserMatch MSIE old\nSetEnv A b\nHeader set X-A %{A}e",
                "RequestHeader unset Proxy early",
                "RequestHeader set X-Forwarded-Proto https",
                "SetEnvIf Request_URI txt text\nHeader set X-A a env=text"
            })
    void isReadyWhereNothingOfTheRequestIsLookedAt(String text) throws Exception {
        assertNotNull(ready(handler(text), PlainHeads.of("GET", "/a.txt")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SetEnvIf User-Agent probe quiet\nHeader set X-A a env=quiet",
                "BrowserMatch MSIE old\nHeader set X-A \"%{old}e\"",
                "RequestHeader unset Range",
                "SetEnvIf User-Agent probe quiet\n<If \"-z env('quiet')\">\nHeader set X-A a\n</If>",
                "SetEnvIf User-Agent probe quiet\n<Location />\n<RequireAll>\nRequire not env quiet\nRequire all granted\n</RequireAll>\n</Location>"
            })
    void isNotReadyWhereTheResponseDependsOnTheRequest(String text) throws Exception {
        assertNull(ready(handler(text), PlainHeads.of("GET", "/a.txt")));
    }

    @Test
    void eachRequestIsAskedForItsOwnVariables() throws Exception {
        SiteHandler handler =
                handler("SetEnvIf User-Agent \"(pro.e)\" quiet=$1\nSetEnv A b\nSetEnvIf User-Agent x A=x\n");
        Account account = Objects.requireNonNull(
                requireNonNull(ready(handler, PlainHeads.of("GET", "/a.txt"))).account());
        assertEquals("b", account.environment("A"));
        assertEquals(false, account.isAskedFor("A"));
        assertEquals(true, account.isAskedFor("quiet"));
        FakeExchange probe = FakeExchange.of("GET", "/a.txt", "User-Agent", "a probe x");
        assertEquals("probe", account.of(probe.request(), probe).environment("quiet"));
        assertEquals("b", account.of(probe.request(), probe).environment("A"));
        FakeExchange other = FakeExchange.of("GET", "/a.txt");
        assertNull(account.of(other.request(), other).environment("quiet"));
    }

    @Test
    void theFieldsThatRulesChangeAreKnownAsTheyAreChanged() throws Exception {
        SiteHandler handler = handler("RequestHeader append X-A more\nRequestHeader set X-Early 1 early\n");
        Account account = Objects.requireNonNull(
                requireNonNull(ready(handler, PlainHeads.of("GET", "/a.txt"))).account());
        FakeExchange one = FakeExchange.of("GET", "/a.txt", "X-A", "some");
        assertEquals(true, account.changesHead());
        assertEquals("some, more", account.of(one.request(), one).requestHeader("X-A"));
        assertEquals("1", account.of(one.request(), one).requestHeader("X-Early"));
    }

    @Test
    void aLocationShowsTheStatusToThoseWhoMayAskForIt() throws Exception {
        SiteHandler handler = handler("""
                <Location /status>
                  SetHandler server-status
                  Require method GET
                </Location>
                """);
        assertEquals(203, FakeExchange.of("GET", "/status?auto").by(handler).status());
        assertEquals(403, FakeExchange.of("POST", "/status").by(handler).status());
        assertEquals(404, FakeExchange.of("GET", "/other").by(handler).status());
    }
}
