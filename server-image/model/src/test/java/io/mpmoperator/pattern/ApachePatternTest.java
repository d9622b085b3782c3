package io.mpmoperator.pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What matches was taken from PCRE by {@code perl}, which agrees with it in these. */
class ApachePatternTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "^/a/(.*)$ /a/b true",
                "^/a$ /a/ false",
                "\\.(css|js)$ /x.css true",
                "\\.(css|js)$ /x.css.map false",
                "^[[:alpha:]_]+$ ab_c true",
                "^[[:alpha:]_]+$ ab1 false",
                "^[[:^digit:]]+$ ab1 false",
                "^[^[:space:][:punct:]]+$ ab1 true",
                "^[][]+$ []][ true",
                "^[a&&b]+$ a&&b true",
                "^[^]]+$ a]b false",
                "^[a-]+$ a-a true",
                "^[\\w-.]+$ a-b.c true",
                "^[[]$ [ true",
                "^a{,2}$ aa true",
                "^a{x$ a{x true",
                "^{a}$ {a} true",
                "^a]$ a] true",
                "^(?<year>\\d+)-\\k<year>$ 12-12 true",
                "^(?P<y_x>\\d+)-(?P=y_x)$ 12-13 false",
                "^(a)(b)\\g{-1}\\g1$ abba true",
                "^(a)\\11$ aa1 false",
                "^\\Qa.b\\E.$ a.bc true",
                "^\\Qa.b\\E.$ axbc false",
                "^\\x41\\x{42}\\103$ ABC true",
                "^a++b$ aaab true",
                "^(?>a+)ab$ aaab false",
                "^(?i)AB$ ab true",
                "^(?i:A)b$ aB false",
                "^(?!.*admin)/ /admin false",
                "(?<!x)y xy false",
                "^(?#comment)a$ a true",
                "^(?x:a\\x20b)$ 'a b' true",
                "^/wp-(content|admin|includes).* /wp-admin/x true",
                "^\\/old\\/page\\.html$ /old/page.html true",
                "^a|b$ b true",
                "^a|b$ xay false",
                "!^x$ !^x false",
                "^\\h$ '\t' true",
                "^\\N+$ ab true",
                "^[\\Qa-z\\E]+$ az- true",
                "^[\\Qa-z\\E]+$ b false",
                "^x{2,3}$ xx true",
                "^#a$ #a true",
            })
    void matchesAsPcreDoes(String pattern, String subject, boolean matches) {
        assertEquals(matches, ApachePattern.compile(pattern).matches(subject));
    }

    @Test
    void theDotMatchesALineFeedAndTheDollarTheEndAlone() {
        assertTrue(ApachePattern.compile("^a.b$").matches("a\nb"));
        assertFalse(ApachePattern.compile("^a$").matches("a\n"));
        assertTrue(ApachePattern.compile("^a$", Set.of(PatternOption.MULTILINE)).matches("x\na\nb"));
        assertFalse(ApachePattern.compile("a.b", Set.of(PatternOption.DOT_EXCLUDES_NEWLINE))
                .matches("a\nb"));
        assertTrue(
                ApachePattern.compile("a b # c", Set.of(PatternOption.EXTENDED)).matches("ab"));
        assertTrue(
                ApachePattern.compile("^/A$", Set.of(PatternOption.IGNORE_CASE)).matches("/a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(?R)",
                "(?1)",
                "(a)(?1)",
                "a\\Kb",
                "(?|a|b)",
                "(?(1)a)",
                "(*FAIL)",
                "\\g<1>",
                "(a",
                "a)",
                "[a",
                "*a",
                "a**",
                "\\2(a)",
                "[b-a]",
                "\\",
                "[[.a.]]",
                "[[:nope:]]",
                "\\p{Greekish}",
                "\\y",
                "(?<n>a)(?<n>b)",
                "(?P>n)"
            })
    void refusesWhatCannotBeDoneAsPcreDoes(String pattern) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> ApachePattern.compile(pattern));
        assertTrue(refused.toString().contains("'" + pattern + "'"), refused.toString());
    }

    @Test
    void saysWhereAPatternIsRefusedAndWhy() {
        assertEquals(
                "'ab\\Kc' is refused at character 4 as a regular expression: \\K is not supported",
                assertThrows(IllegalArgumentException.class, () -> ApachePattern.compile("ab\\Kc"))
                        .getMessage());
    }

    @Test
    void givesWhatTheGroupsHold() {
        Captures captures = assertNotNull2(ApachePattern.compile("^/(\\w+)(/x)?/(.*)$"), "/a/b");
        assertEquals("/a/b", captures.group(0));
        assertEquals("a", captures.group(1));
        assertEquals("", captures.group(2));
        assertEquals("b", captures.group(3));
        assertEquals("", captures.group(9));
        assertEquals("b-a.$1x", Substitution.parse("$3-$1.\\$1x").apply(captures));
    }

    private static Captures assertNotNull2(ApachePattern pattern, String subject) {
        Captures captures = pattern.match(subject);
        assertNotNull(captures);
        return captures;
    }

    @Test
    void numbersGroupsThatHaveNames() {
        assertEquals(
                Map.of("user", 2, "rest_of", 3),
                ApachePattern.compile("^/(a)(?<user>[^/]+)/(?<rest_of>.*)").names());
    }

    @Test
    void givesUpAMatchThatBacktracksWithoutEnd() {
        ApachePattern pattern = ApachePattern.compile("(.*)(.*)(.*)(.*)[xy]");
        String message = assertThrows(StepLimitException.class, () -> pattern.matches("a".repeat(200)))
                .getMessage();
        assertEquals(
                "the pattern '(.*)(.*)(.*)(.*)[xy]' takes more than 100000 steps: a pattern that backtracks less, or a"
                        + " larger RegexStepLimit, is accepted",
                message);
    }

    @Test
    void givesUpAMatchThatRecursesTooDeeplyForAThread() {
        ApachePattern pattern = ApachePattern.compile("^(a|b|c)*$");
        assertThrows(StepLimitException.class, () -> pattern.match("abc".repeat(100_000), Integer.MAX_VALUE));
    }

    @ParameterizedTest
    @CsvSource({
        "^/old/(.*)$, /old/, ''",
        "^/a\\.html$, /a.html, /a.html",
        "^/ab?c, /a, ''",
        "^/ab+c, /ab, ''",
        "'^/a|b', '', ''",
        "/a, '', ''",
        "(?i)^/a, '', ''",
        "/post-1\\.php$, '', /post-1.php",
        "(jpg|gif)x$, '', x",
    })
    void knowsWhatASubjectHasToBeginAndToEndWith(String pattern, String prefix, String suffix) {
        assertEquals(new Anchor(prefix, suffix), ApachePattern.compile(pattern).anchor());
    }
}
