package io.mpmoperator.operator.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.api.v1alpha1.SiteSpec;
import io.mpmoperator.conf.tree.Surroundings;
import io.mpmoperator.conf.tree.SyntaxException;
import io.mpmoperator.conf.tree.Tree;
import io.mpmoperator.conf.tree.TreeReader;
import io.mpmoperator.operator.TestWebServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiteDirectivesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        fallback: /index.html                                          | FallbackResource /index.html
        errorPages: {"404": /404.html}                                 | ErrorDocument 404 /404.html
        errorPages: {"503": Back soon}                                 | ErrorDocument 503 "Back soon"
        headers: [{name: X-A, value: b}]                               | Header set X-A b
        headers: [{name: X-A, value: "a \\"b\\" 100%", always: true}]  | Header always set X-A "a \\"b\\" 100%%"
        headers: [{name: X-A, action: Unset}]                          | Header unset X-A
        headers: [{name: Vary, value: Origin, action: Append}]         | Header append Vary Origin
        redirects: [{from: /a, to: /b}]                                | Redirect 302 /a /b
        redirects: [{from: /a, status: 410}]                           | Redirect 410 /a
        redirects: [{from: "^/a(.*)", to: "/b$1", status: 301, regex: true}] | RedirectMatch 301 ^/a(.*) /b$1
        compression: {enabled: true, types: [text/html, text/css]}     | AddOutputFilterByType DEFLATE text/html text/css
        compression: {enabled: false, minLength: 1Ki}                  |
        """)
    void writesAFieldAsItsDirective(String field, String directive) {
        assertEquals(directive == null ? "" : directive, text(field).strip());
    }

    @Test
    void compressesWhatIsLongEnough() {
        assertEquals(
                "AddOutputFilterByType DEFLATE text/html\nDeflateMinLength 1024\n",
                text("compression: {enabled: true, types: [text/html], minLength: 1Ki}"));
    }

    @Test
    void writesAFieldOfPathsIntoALocationForEach() {
        assertEquals(
                """
                <Location /fonts>
                    Header set Access-Control-Allow-Origin *
                </Location>
                <Location /api/*.json>
                    Header set Access-Control-Allow-Origin *
                </Location>
                """,
                text("headers: [{name: Access-Control-Allow-Origin, value: '*', paths: [/fonts, '/api/*.json']}]"));
    }

    @Test
    void keepsWhatIsImmutableForItsAgeAndStoresNothingElse() {
        assertEquals("""
            <Location /assets>
                ExpiresActive On
                ExpiresDefault "access plus 31536000 seconds"
                Header set Cache-Control "max-age=31536000, immutable"
            </Location>
            <Location /index.html>
                ExpiresActive Off
                Header set Cache-Control no-store
            </Location>
            """, text("""
                caching:
                  - {paths: [/assets], maxAge: 365d, immutable: true}
                  - {paths: [/index.html], noStore: true}
                """));
    }

    @Test
    void saysTheAgeOfAMediaTypeByExpiresAndMoreByItsCondition() {
        assertEquals("""
            ExpiresActive On
            ExpiresByType text/css "access plus 5400 seconds"
            Header set Cache-Control no-store "expr=%{CONTENT_TYPE} =~ m#^(image/svg\\\\+xml)(;|$)#i"
            """, text("""
                caching:
                  - {types: [text/css], maxAge: 1h30m}
                  - {types: [image/svg+xml], noStore: true}
                """));
    }

    @Test
    void asksForNamesAndPasswordsWhereItSays() {
        assertEquals("""
            <Location /admin>
                AuthType Basic
                AuthName shop
                AuthUserFile /passwords
                Require valid-user
            </Location>
            """, text("basicAuth: {secretName: users, paths: [/admin]}"));
    }

    @Test
    void refusesAnAgeByItsField() {
        String message = assertThrows(
                        IllegalArgumentException.class, () -> text("caching: [{paths: [/a], maxAge: soon}]"))
                .getMessage();

        assertEquals("spec.site.caching[0].maxAge 'soon' is no age: write it like 365d, 12h or 90s", message);
    }

    @Test
    void namesTheFieldOfEachLine() {
        SiteText site = site("{fallback: /a, headers: [{name: A, value: b, paths: [/c]}]}");

        assertEquals("spec.site.fallback", site.field(1));
        assertEquals("spec.site.headers[0]", site.field(2));
        assertEquals("spec.site.headers[0]", site.field(4));
        assertEquals(4, site.lines());
    }

    @Test
    void isReadBackAsItIsWritten() throws SyntaxException {
        String text = text("headers: [{name: A, value: 'a \\ \" # <b> $1'}]");
        Tree read = TreeReader.read("site", text, Surroundings.none()).tree();

        assertTrue(read.nodes().getFirst().arguments().contains("a \\ \" # <b> $1"), text);
        assertEquals(text, read.text());
    }

    private static String text(String site) {
        return site(site).text();
    }

    private static SiteText site(String text) {
        String spec = "mpm: {mode: event}\nsite:\n" + text.indent(2);
        SiteSpec site = TestWebServers.of(spec).getSpec().site();
        return SiteDirectives.of(site, "shop", "/passwords");
    }
}
