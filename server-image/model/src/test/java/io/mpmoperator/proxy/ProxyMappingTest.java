package io.mpmoperator.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mpmoperator.proxy.ProxyMapping.Decision;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyMappingTest {

    private static String decided(ProxyMapping mapping, String path, String sent) {
        return mapping.decide(path, sent)
                .map(decision -> switch (decision) {
                    case Decision.Excluded() -> "here";
                    case Decision.Forwarded(String url, ProxyMapping _) -> url;
                })
                .orElse("-");
    }

    @ParameterizedTest
    @CsvSource({
        "/a,  http://b,   /a,      http://b",
        "/a,  http://b,   /a/c,    http://b/c",
        "/a,  http://b,   /ac,     -",
        "/a,  http://b/,  /a/c,    http://b//c",
        "/a/, http://b/,  /a/c,    http://b/c",
        "/a/, http://b/,  /a,      -",
        "/,   http://b/,  /,       http://b/",
        "/,   http://b/,  /x/y,    http://b/x/y",
        "/a,  http://b,   //a//c,  http://b//c",
        "/a,  !,          /a/c,    here"
    })
    void putsWhatIsBehindThePathBehindTheUrl(String path, String url, String asked, String expected) {
        assertEquals(expected, decided(ProxyMapping.prefix(List.of(path, url)), asked, asked));
    }

    @ParameterizedTest
    @CsvSource({
        "^/(.*)[.]gif$, http://b/$1.png, /x/y.gif, http://b/x/y.png",
        "^/x,           http://b,        /x/y,     http://b/x/y",
        "^/x,           http://b,        /y,       -",
        "^/x,           !,               /x,       here"
    })
    void substitutesGroupsOrPutsTheWholePathBehind(String pattern, String url, String asked, String expected) {
        assertEquals(expected, decided(ProxyMapping.pattern(List.of(pattern, url)), asked, asked));
    }

    @Test
    void passesThePathOnAsItWasSentWhereNocanonSaysSo() {
        ProxyMapping mapping = ProxyMapping.prefix(List.of("/a", "http://b", "nocanon"));
        assertEquals("http://b/c%2Fd%20", decided(mapping, "/a/c%2Fd ", "/a/c%2Fd%20"));
    }

    @Test
    void mapsUrlsOfTheBackendBackAndLeavesOthers() {
        List<ReverseMapping> mappings =
                List.of(new ReverseMapping("/a", "http://b:8080/x"), new ReverseMapping("/c/", "/y/"));
        assertEquals("http://me/a/z", ReverseMapping.mapped(mappings, "http://b:8080/x/z", "http://me"));
        assertEquals("http://me/a/z", ReverseMapping.mapped(mappings, "HTTP://B:8080/x/z", "http://me"));
        assertEquals("http://me/c/z", ReverseMapping.mapped(mappings, "https://any/y/z", "http://me"));
        assertEquals("http://other/", ReverseMapping.mapped(mappings, "http://other/", "http://me"));
    }

    @Test
    void mapsTheDomainAndThePathOfACookieBackAndNothingElse() {
        List<CookieMapping> mappings = List.of(
                new CookieMapping(CookieMapping.DOMAIN, "b.example", "me.example"),
                new CookieMapping(CookieMapping.PATH, "/x", "/a"));
        assertEquals(
                "path=/x; PATH=/a/y; Domain=me.example; HttpOnly",
                CookieMapping.mapped(mappings, "path=/x; PATH=/x/y; Domain=B.example; HttpOnly"));
        assertEquals("k=v; Domain=c.b.example", CookieMapping.mapped(mappings, "k=v; Domain=c.b.example"));
    }

    @Test
    void readsUrlsOfBackends() {
        assertEquals(new BackendUrl(Scheme.HTTP, "b", 80, "/x", "/run/s"), BackendUrl.parse("unix:/run/s|http://b/x"));
        assertEquals(new BackendUrl(Scheme.HTTPS, "[::1]", 8443, "", ""), BackendUrl.parse("https://[::1]:8443"));
        assertEquals("b", BackendUrl.parse("https://b:443/").authority());
        assertEquals("b:443", BackendUrl.parse("http://b:443/").authority());
    }

    @Test
    void takesWhatProxySetSaysOfTheLongestUrl() {
        List<WorkerLine> lines = List.of(
                WorkerLine.parse(List.of("http://b/", "timeout=5", "acquire=200")),
                WorkerLine.parse(List.of("http://b/x", "timeout=1min")));
        Parameters said = WorkerLine.of(lines, "http://b/x/y");
        assertEquals(Optional.of(Duration.ofMinutes(1)), said.time(Parameter.TIMEOUT));
        assertEquals(
                Optional.of(Duration.ofMillis(200)),
                WorkerLine.of(lines, "http://b/z").time(Parameter.ACQUIRE));
    }
}
