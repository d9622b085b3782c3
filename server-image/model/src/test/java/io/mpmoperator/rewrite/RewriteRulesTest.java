package io.mpmoperator.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.expression.ServerVariable;
import io.mpmoperator.pattern.StepLimitException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is expected was taken from Apache 2.4's answers to the same directives. */
class RewriteRulesTest {

    static List<Arguments> inAServer() {
        return List.of(
                a("RewriteRule ^/rw/(.*)$ /t/$1 [R]", "/rw/a b&c?x=y", "302 http://shop.example/t/a%20b&c?x=y"),
                a("RewriteRule ^/rb/(.*)$ /t/$1 [R,B]", "/rb/a b&c?x=y", "302 http://shop.example/t/a+b%2526c?x=y"),
                a("RewriteRule ^/b2/(.*)$ /t?k=$1 [B,R,BNP,NE]", "/b2/a b&c", "302 http://shop.example/t?k=a%20b%26c"),
                a("RewriteRule ^/b3/(.*)$ \"/t?k=$1\" [B=\\ /,R,NE]", "/b3/a b", "302 http://shop.example/t?k=a+b"),
                a("RewriteRule ^/rf/(.*)$ /t/$1#x%20 [R]", "/rf/a b", "302 http://shop.example/t/a%20b%23x0"),
                a("RewriteRule ^/rne/(.*)$ /t/$1#x%20 [R,NE]", "/rne/a b", "302 http://shop.example/t/a b#x0"),
                a("RewriteRule ^/rq/(.*)$ /t?k=$1 [R,QSA]", "/rq/z?x=y", "302 http://shop.example/t?k=z&x=y"),
                a("RewriteRule ^/rq2/(.*)$ /t?k=$1 [R]", "/rq2/z?x=y", "302 http://shop.example/t?k=z"),
                a("RewriteRule ^/rq3/(.*)$ /t/$1? [R]", "/rq3/z?x=y", "302 http://shop.example/t/z"),
                a("RewriteRule ^/rq4/(.*)$ /t/$1 [R,QSD]", "/rq4/z?x=y", "302 http://shop.example/t/z"),
                a("RewriteRule ^/e$ /t? [R,QSA]", "/e?x=y", "302 http://shop.example/t?x=y"),
                a(
                        "RewriteRule ^/qrp/(.*)$ /a?k=$1 [R,QSA]",
                        "/qrp/a&b?c=%20d",
                        "302 http://shop.example/a?k=a&b&c=%2520d"),
                a("RewriteRule ^/qr/(.*)$ /a.html?k=$1 [R]", "/qr/a b", "302 http://shop.example/a.html?k=a%20b"),
                a("RewriteRule ^/qs/(.*)$ /a.html?k=$1", "/qs/a b", "403"),
                a("RewriteRule ^/qrn/(.*)$ /a.html?k=$1 [R,NE]", "/qrn/a b", "403"),
                a("RewriteRule ^/h(.*)$ http://other.example/$1 [R=308]", "/hx?1", "308 http://other.example/x?1"),
                a("RewriteRule ^/h(.*)$ https://other.example/$1", "/hx", "302 https://other.example/x"),
                a("RewriteRule ^/abs$ http://example.com [R=301]", "/abs", "301 http://example.com"),
                a("RewriteRule ^/abs2$ http://example.com?x=1 [R=301]", "/abs2", "301 http://example.com?x=1"),
                a("RewriteRule ^/abs3$ mailto:a@b [R=permanent]", "/abs3", "301 mailto:a@b"),
                a("RewriteRule ^/i$ \"/a b?c d\" [R]", "/i", "302 http://shop.example/a%20b?c%20d"),
                a("RewriteRule ^/n9$ /a\\$1 [R]", "/n9", "302 http://shop.example/a$1"),
                a("RewriteRule ^/p/(.*)$ /$1 [PT]", "/p/a.html?x", "/a.html?x PT"),
                a("RewriteRule ^/n/(.*)$ /$1", "/n/a.html", "/a.html"),
                a("RewriteRule ^/noslash$ a.html", "/noslash", "/a.html"),
                a("RewriteRule ^/x$ /y", "/z?q", "unchanged?q"),
                a("RewriteRule ^/ok$ - [R=200]", "/ok", "200"),
                a("RewriteRule ^/ok2$ /zzz [R=200]", "/ok2", "200"),
                a("RewriteRule ^/f$ - [F]", "/f", "403"),
                a("RewriteRule ^/g$ - [G]", "/g", "410"),
                a("RewriteRule ^/old/(.*)$ /new/$1 [R=303,L]", "/old/", "303 http://shop.example/new/"),
                a("RewriteRule ^/lc/(.*)$ /m/${lc:$1} [R]", "/lc/ABC", "302 http://shop.example/m/abc"),
                a("RewriteRule ^/tx/(.*)$ /m/${tx:$1|none-$1} [R]", "/tx/k1", "302 http://shop.example/m/v1"),
                a("RewriteRule ^/tx/(.*)$ /m/${tx:$1|none-$1} [R]", "/tx/k9", "302 http://shop.example/m/none-k9"),
                a("RewriteRule ^/n3/(.*)$ /$1", "/n3/a", "/a"),
                a(
                        "RewriteRule ^/api/(.*)$ http://back:8080/v1/$1 [P,QSA]",
                        "/api/a?b",
                        "proxy http://back:8080/v1/a?b"),
                a(
                        "RewriteRule ^/nn/(.*)a(.*)$ /nn/$1b$2 [N]\nRewriteRule ^/nn/(.*)$ /d-$1 [R]",
                        "/nn/banana",
                        "302 http://shop.example/d-bbnbnb"),
                a("RewriteRule ^/l$ /l [N=5]", "/l", "500"),
                a("RewriteRule ^/g(.*)$ /gg$1 [N]", "/g", "500"),
                a(
                        "RewriteRule ^/c1$ - [C]\nRewriteRule ^/c(.*)$ /chained-$1 [R]",
                        "/c1",
                        "302 http://shop.example/chained-1"),
                a("RewriteRule ^/c1$ - [C]\nRewriteRule ^/c(.*)$ /chained-$1 [R]", "/c2", "unchanged"),
                a(
                        "RewriteRule ^/c1$ - [C]\nRewriteRule ^/x - [C]\nRewriteRule ^/c /y\nRewriteRule ^/c /z",
                        "/c2",
                        "/z"),
                a(
                        "RewriteRule ^/s1$ - [S=1]\nRewriteRule ^/s(.*)$ /not-$1 [R,L]\nRewriteRule ^/s1 /was [R]",
                        "/s1",
                        "302 http://shop.example/was"),
                a(
                        "RewriteRule ^/s1$ - [S=1]\nRewriteRule ^/s(.*)$ /not-$1 [R,L]\nRewriteRule ^/s1 /was [R]",
                        "/s2",
                        "302 http://shop.example/not-2"),
                a(OR, "/or?b=7", "302 http://shop.example/or-7"),
                a(OR, "/or?a=5", "302 http://shop.example/or-5"),
                a(OR, "/or?c=7", "unchanged?c=7"),
                a(
                        "RewriteCond %{QUERY_STRING} =\"\"\nRewriteRule ^/eq$ /eq-%{SERVER_PORT} [R]",
                        "/eq", "302 http://shop.example/eq-80"),
                a(
                        "RewriteCond expr \"%{REQUEST_URI} =~ m#^/ex/(.*)#\"\nRewriteRule ^ /expr-%1 [R]",
                        "/ex/y", "302 http://shop.example/expr-y"),
                a("RewriteRule !^/(a|n) /neg$1 [R]", "/zz", "302 http://shop.example/neg"),
                a("RewriteRule !^/(a|n) /neg$1 [R]", "/ab", "unchanged"),
                a(
                        "RewriteCond %{HTTP_HOST} !^www\\. [NC]\nRewriteRule ^(.*)$ https://www.%{HTTP_HOST}$1 [R=301,L]",
                        "/a?b", "301 https://www.shop.example/a?b Vary=Host"),
                a(
                        "RewriteCond %{HTTPS} !=on\nRewriteRule ^/?(.*) https://%{SERVER_NAME}/$1 [R,L]",
                        "/a", "302 https:///a"),
                a(
                        "RewriteRule ^/(.*)$ - [E=path:$1,E=!gone,T=text/plain,H=server-status]",
                        "/x",
                        "unchanged E=gone:! E=path:x T=text/plain H=server-status"),
                a("RewriteRule ^/a - [E=v:1]\nRewriteCond %{ENV:v} =1\nRewriteRule ^/a /b [END]", "/a", "/b E=v:1 END"),
                a("RewriteCond %{HTTP:X-Absent} ^$\nRewriteRule ^/a /b", "/a", "/b"),
                a("RewriteCond %{SERVER_PORT} -lt443\nRewriteRule ^ - [F]", "/a", "403"),
                a("RewriteRule ^/a /b [NC]\nRewriteRule ^/b /c", "/A", "/c"));
    }

    private static final String OR = """
            RewriteCond %{QUERY_STRING} ^a=(\\d+)$ [OR]
            RewriteCond %{QUERY_STRING} ^b=(\\d+)$
            RewriteRule ^/or$ /or-%1? [R]""";

    private static Arguments a(String directives, String target, String expected) {
        return Arguments.of(directives, target, expected);
    }

    @ParameterizedTest
    @MethodSource
    void inAServer(String directives, String target, String expected) {
        assertEquals(expected, RewriteCase.text(RewriteCase.of(directives).server(target)));
    }

    static List<Arguments> inADirectory() {
        return List.of(
                a("RewriteRule ^rel$ newrel [R]", "/rel?a=b", "302 http://shop.example/srv/newrel?a=b"),
                a("RewriteRule ^rel2$ /newrel [R,L]", "/rel2", "302 http://shop.example/newrel"),
                a("RewriteRule ^pi/(.*)$ front.html [L]", "/pi/x", "/front.html"),
                a("RewriteRule ^sub2/(.*)$ sub/$1", "/sub2/index.html", "/sub/index.html"),
                a("RewriteRule ^envt$ - [E=foo:bar,R=204]", "/envt", "204 E=foo:bar"),
                a("RewriteRule ^(.*)$ /index.html [L]", "/any", "/index.html"),
                a("RewriteRule . index.html", "/index.html", "unchanged"),
                a("RewriteCond %{REQUEST_FILENAME} !-f\nRewriteRule ^ index.html [L]", "/app/x", "/index.html"),
                a("RewriteCond %{REQUEST_FILENAME} !-f\nRewriteRule ^ index.html [L]", "/real.css", "unchanged"),
                a(
                        "RewriteCond %{REQUEST_FILENAME} -d\nRewriteRule ^(.+[^/])$ /$1/ [R=301]",
                        "/folder", "301 http://shop.example/folder/"),
                a(
                        "RewriteCond %{REQUEST_FILENAME} !-f\nRewriteRule ^env2/(.*)$ a.html [E=foo:b$1r,T=text/plain]",
                        "/env2/q", "/a.html E=foo:bqr T=text/plain"),
                a("RewriteRule ^p/(.*)$ http://back/$1 [P]", "/p/a b", "proxy http://back/a%20b"),
                a(
                        "RewriteRule ^(.*)$ - [CO=n:v:.example.com:10:/p:secure:httponly]",
                        "/a",
                        "unchanged CO=n=v; path=/p; domain=.example.com; expires=Sun, 29-Nov-2026 06:18:09 GMT; secure;"
                                + " HttpOnly"));
    }

    @ParameterizedTest
    @MethodSource
    void inADirectory(String directives, String target, String expected) {
        RewriteCase tried = RewriteCase.of(directives);
        tried.facts().withFiles("/srv/real.css").withFolders("/srv/folder");
        assertEquals(expected, RewriteCase.text(tried.directory(target, "/srv/", Optional.empty())));
    }

    @Test
    void putsRewriteBaseInThePlaceOfTheDirectory() {
        RewriteCase redirect = RewriteCase.of("RewriteRule ^x$ y [R]");
        RewriteCase inside = RewriteCase.of("RewriteRule ^z$ index.html");
        assertEquals(
                "302 http://shop.example/base/y",
                RewriteCase.text(redirect.directory("/sub/x", "/srv/sub/", Optional.of("/base/"))));
        assertEquals(
                "/base/index.html", RewriteCase.text(inside.directory("/sub/z", "/srv/sub/", Optional.of("/base/"))));
    }

    @Test
    void refusesAQuestionMarkThatAClientEncoded() {
        assertEquals("403", RewriteCase.text(query("RewriteRule ^/n3/(.*)$ /$1")));
        assertEquals("/a.html?x=1", RewriteCase.text(query("RewriteRule ^/n3/(.*)$ /$1 [UnsafeAllow3F]")));
        assertEquals("/a.html?k=a.html?x=1", RewriteCase.text(query("RewriteRule ^/n3/(.*)$ /a.html?k=$1")));
    }

    private static RewriteOutcome query(String directives) {
        RewriteCase tried = RewriteCase.of(directives);
        tried.facts().with(ServerVariable.THE_REQUEST, "GET /n3/a.html%3Fx=1 HTTP/1.1");
        RewriteRules rules = new RewriteRules(
                List.of(RewriteRule.parse(RewriteArguments.split(directives.substring(11)), List.of())), Map.of());
        return rules.inServer(new RewriteInput("/n3/a.html?x=1", "", "", "http://shop.example", false, tried.facts()));
    }

    @Test
    void inheritsTheRulesOfAnOuterContextAfterItsOwn() {
        RewriteRules own = rules("^/a$ /b");
        RewriteRules outer = rules("^/b$ /c");
        RewriteInput input = new RewriteInput(
                "/a",
                "",
                "",
                "http://h",
                false,
                RewriteCase.of("RewriteRule ^ -").facts());
        assertEquals("/c", RewriteCase.text(own.then(outer).inServer(input)));
        assertEquals("/b", RewriteCase.text(outer.then(own).inServer(input)));
    }

    private static RewriteRules rules(String rule) {
        return new RewriteRules(List.of(RewriteRule.parse(RewriteArguments.split(rule), List.of())), Map.of());
    }

    @Test
    void endsAMatchThatTakesTooManySteps() {
        RewriteCase tried = RewriteCase.of("RewriteRule (.*)(.*)(.*)(.*)[xy] /z");
        assertThrows(StepLimitException.class, () -> tried.server("/" + "a".repeat(200)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "^ /a [Q]",
                "^ /a [R=418]",
                "^ /a [R=abc]",
                "^ /a L",
                "^",
                "^ a b c",
                "^( /a",
                "^ /a [E]",
                "^ /a [CO=a]",
                "^ ${lc:x [R]",
                "^ /a [S=x]"
            })
    void refusesWhatApacheRefuses(String rule) {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class, () -> RewriteRule.parse(RewriteArguments.split(rule), List.of()));
        assertTrue(
                refused.toString().contains("accepted") || refused.toString().contains("refused"), refused.toString());
    }

    @Test
    void splitsArgumentsAsModRewriteDoes() {
        assertEquals(
                List.of("^/a b\\.c$", "/x\\ y", "[L,E=a:b]"),
                RewriteArguments.split("  \"^/a b\\.c$\"  /x\\ y   [L,E=a:b] "));
        assertEquals(List.of("%{QUERY_STRING}", "=\"\""), RewriteArguments.split("%{QUERY_STRING} =\"\""));
    }

    @Test
    void threeHundredRulesThatDoNotMatchAreNotTried() {
        List<RewriteRule> rules = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            rules.add(
                    RewriteRule.parse(List.of("^/blog/" + i + "/(.*)$", "/new/" + i + "/$1", "[R=301,L]"), List.of()));
        }
        RewriteRules all = new RewriteRules(rules, Map.of());
        assertEquals(Integer.MAX_VALUE, all.candidates("/shop/index.html").next(0));
        assertEquals(25, all.candidates("/blog/25/a").next(0));
        assertEquals(Integer.MAX_VALUE, all.candidates("/blog/25/a").next(26));
    }
}
