package io.mpmoperator.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionTest {

    private static final AnyFacts FACTS = new AnyFacts()
            .with(ServerVariable.REQUEST_URI, "/shop/a.html")
            .with(ServerVariable.REQUEST_METHOD, "GET")
            .with(ServerVariable.REQUEST_FILENAME, "/srv/shop/a.html")
            .with(ServerVariable.DOCUMENT_ROOT, "/srv")
            .with(ServerVariable.REMOTE_ADDR, "10.1.2.3")
            .with(ServerVariable.HTTPS, "off")
            .with(ServerVariable.QUERY_STRING, "a=5&b=x")
            .withHeader("Host", "www.example.com")
            .withHeader("X-Number", "12")
            .withResponseHeader("Content-Type", "text/html")
            .withEnvironment("color", "green")
            .withFiles("/srv/shop/a.html")
            .withFolders("/srv");

    @ParameterizedTest
    @CsvSource(
            delimiter = '\t',
            quoteCharacter = '\0',
            value = {
                "true\ttrue",
                "false || true\ttrue",
                "true && false || true\ttrue",
                "! false && true\ttrue",
                "!(true || false)\tfalse",
                "%{REQUEST_URI} == '/shop/a.html'\ttrue",
                "%{REQUEST_URI} = \"/shop/a.html\"\ttrue",
                "%{REQUEST_URI} != '/shop/a.html'\tfalse",
                "'a' < 'b'\ttrue",
                "'b' <= 'a'\tfalse",
                "%{HTTP_HOST} =~ /^www\\.(.*)$/ && $1 == 'example.com'\ttrue",
                "%{HTTP_HOST} =~ m#^WWW\\.#i\ttrue",
                "%{HTTP_HOST} !~ /example/\tfalse",
                "%{REQUEST_URI} =~ m|^/shop/|\ttrue",
                "%{HTTP_HOST} =~ /^www\\.(?<rest>.*)$/ && \"x$1\" == 'xexample.com'\ttrue",
                "%{REQUEST_METHOD} in { 'GET', 'HEAD' }\ttrue",
                "%{REQUEST_METHOD} -in {'POST'}\tfalse",
                "%{req:X-Number} -gt 9\ttrue",
                "req('X-Number') -eq '12abc'\ttrue",
                "%{req:X-Number} lt 9\tfalse",
                "http('Absent') == ''\ttrue",
                "-z %{req:Absent}\ttrue",
                "-n %{req:Host}\ttrue",
                "-T %{HTTPS}\tfalse",
                "-T 'yes'\ttrue",
                "-f %{REQUEST_FILENAME}\ttrue",
                "-d %{DOCUMENT_ROOT}\ttrue",
                "-s %{REQUEST_FILENAME}\ttrue",
                "-e %{DOCUMENT_ROOT} . '/none'\tfalse",
                "-R '10.1.0.0/16'\ttrue",
                "%{REMOTE_ADDR} -ipmatch '10.2.0.0/16'\tfalse",
                "%{REQUEST_URI} -strmatch '/shop/*.html'\ttrue",
                "%{REQUEST_URI} -strcmatch '/SHOP/*'\ttrue",
                "%{REQUEST_URI} -fnmatch '/*.html'\tfalse",
                "reqenv('color') == 'green'\ttrue",
                "env('color') == 'green'\ttrue",
                "resp('Content-Type') =~ m#^text/#\ttrue",
                "tolower('ABC') . toupper('d') == 'abcD'\ttrue",
                "escape('a b') == 'a%20b'\ttrue",
                "unescape('a%20b') == 'a b'\ttrue",
                "base64('abc') == 'YWJj' && unbase64('YWJj') == 'abc'\ttrue",
                "md5('abc') == '900150983cd24fb0d6963f7d28e17f72'\ttrue",
                "sha1('abc') == 'a9993e364706816aba3e25717850c26c9cd0d89d'\ttrue",
                "%{TIME} == '20261129070809' && %{TIME_WDAY} -eq 0 && %{TIME_MON} == '11'\ttrue",
                "%{tolower:%{REQUEST_METHOD}} == 'get'\ttrue",
                "'a\\'b' == \"a'b\"\ttrue",
            })
    void isTrueWhereApacheSaysSo(String text, boolean expected) {
        assertEquals(expected, Expression.parse(text.strip()).test(FACTS));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '\t',
            quoteCharacter = '\0',
            value = {
                "%{REQUEST_URL} == 'x'\tat character 1: there is no variable 'REQUEST_URL'",
                "'a' ==\tat character 7: a text in quotes",
                "'a'\tat character 4: an operator is missing",
                "'a' == 'b' 'c'\tat character 12: && or || is accepted here",
                "nope('a') == 'b'\tthere is no function 'nope'",
                "-q 'a'\tthere is no test -q",
                "('a' == 'b'\t')' is missing",
                "%{HTTP_HOST} =~ 'x'\t/pattern/ or m#pattern# is accepted here",
                "%{HTTP_HOST} =~ /(?R)/\tis refused at character 3 as a regular expression",
                "file('/etc/passwd') == 'x'\tthere is no function 'file'",
                "'a' in 'b'\t'{' is missing",
                "'a\tit ends too early",
                "-R 'example.com'\tis no address and no network",
            })
    void refusesWhatIsNoExpressionAndSaysWhere(String text, String message) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> Expression.parse(text.strip()));
        assertTrue(refused.toString().contains(message.strip()), refused.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "https://%{HTTP_HOST}%{REQUEST_URI}, https://www.example.com/shop/a.html",
        "%{reqenv:color}-100%, green-100%",
        "plain, plain",
    })
    void fillsInATextWithVariables(String text, String expected) {
        assertEquals(expected, TextExpression.parse(text).of(FACTS));
    }

    @Test
    void knowsATextThatIsTheSameForEveryRequest() {
        assertTrue(TextExpression.parse("no-store").isConstant());
    }
}
