package io.mpmoperator.redirect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.expression.AnyFacts;
import io.mpmoperator.expression.ServerVariable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is expected was taken from Apache 2.4's answers to the same directives. */
class RedirectsTest {

    private static final Redirects REDIRECTS = new Redirects(List.of(
            RedirectRule.redirect(List.of("301", "/old x", "/new%20y")),
            RedirectRule.redirect(List.of("301", "/r1", "http://example.com/n?q=1")),
            RedirectRule.redirect(List.of("/r2", "/local/")),
            RedirectRule.redirect(List.of("gone", "/gone")),
            RedirectRule.redirect(List.of("404", "/nf")),
            RedirectRule.redirect(List.of("permanent", "/r2/never", "/never")),
            RedirectRule.redirectMatch(List.of("^/m/(.*)$", "/to/$1")),
            RedirectRule.redirectMatch(List.of("302", "^/q/(.*)$", "/to?x=$1&y=1")),
            RedirectRule.redirectMatch(List.of("410", "\\.bak$"))));

    private static String redirected(String target) {
        int mark = target.indexOf('?');
        Optional<Redirects.Redirected> redirected = REDIRECTS.of(
                mark < 0 ? target : target.substring(0, mark),
                mark < 0 ? "" : target.substring(mark + 1),
                "http://shop.example",
                new AnyFacts());
        return redirected
                .map(found ->
                        found.status() + found.location().map(url -> " " + url).orElse(""))
                .orElse("none");
    }

    @ParameterizedTest
    @CsvSource({
        "/old x/z?a=b, 301 http://shop.example/new%20y/z?a=b",
        "/r1/k, 301 http://example.com/n?q=1/k",
        "/r1?z, 301 http://example.com/n?q=1",
        "/r2x, none",
        "/r2/y?c=d, 302 http://shop.example/local//y?c=d",
        "/gone, 410",
        "/nf/x, 404",
        "/r2/never, 302 http://shop.example/local//never",
        "/m/a b, 302 http://shop.example/to/a%20b",
        "/q/v&w, 302 http://shop.example/to?x=v&w&y=1",
        "/some/x.bak, 410",
        "/other, none",
    })
    void sendsAPathWhereApacheDoes(String target, String expected) {
        assertEquals(expected, redirected(target));
    }

    @Test
    void redirectsEverythingOfALocation() {
        RedirectRule rule = RedirectRule.redirect(List.of("301", "https://%{HTTP_HOST}/x"), true);
        assertEquals(
                Optional.of(new Redirects.Redirected(301, Optional.of("https://a.example/x?q"))),
                new Redirects(List.of(rule))
                        .of(
                                "/any",
                                "q",
                                "http://h",
                                new AnyFacts()
                                        .withHeader("Host", "a.example")
                                        .with(ServerVariable.REQUEST_URI, "/any")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "404 /a /b",
                "/a b",
                "301 /a",
                "999 /a /b",
                "http://x/",
                "301",
                "permanent /a http://b c",
                "99 /a"
            })
    void refusesWhatApacheRefuses(String arguments) {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class, () -> RedirectRule.redirect(Arrays.asList(arguments.split(" "))));
        assertTrue(refused.toString().contains("accepted") || refused.toString().contains("301"), refused.toString());
    }
}
