package io.mpmoperator.headers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.expression.AnyFacts;
import io.mpmoperator.expression.ServerVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is expected was taken from Apache 2.4's responses with the same directives. */
class HeaderRulesTest {

    private static final AnyHeaderFacts FACTS = new AnyHeaderFacts(new AnyFacts()
            .with(ServerVariable.REQUEST_URI, "/a")
            .withHeader("Host", "shop.example")
            .withHeader("X-Trace", "t1")
            .withEnvironment("color", "green"));

    /** A response with two cookies and a list, changed by directives that are separated by semicolons. */
    private static String filtered(String directives) {
        HeaderTable header = new HeaderTable()
                .add("Set-Cookie", "a=1")
                .add("Set-Cookie", "b=1; path=/")
                .add("Cache-Control", "private, max-age=5")
                .add("Content-Type", "text/html");
        HeaderTable always = new HeaderTable();
        rules(directives).apply(always, header, FACTS, FACTS, (name, value) -> always.add("note " + name, value));
        header.unset("Content-Type");
        return String.join("; ", (always.toString() + header).lines().toList())
                .replace("Set-Cookie: a=1; Set-Cookie: b=1; path=/; Cache-Control: private, max-age=5", "-");
    }

    private static HeaderRules rules(String directives) {
        List<HeaderRule> rules = new ArrayList<>();
        for (String directive : directives.split(" ; ", -1)) {
            rules.add(HeaderRule.header(Arrays.asList(directive.split(" ", -1))));
        }
        return new HeaderRules(rules);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "set X-A b > -; X-A: b",
                "set X-A: b > -; X-A: b",
                "always set X-A b > X-A: b; -",
                "always set X-A b ; set X-A c > X-A: b; -; X-A: c",
                "set X-A b ; append X-A c > -; X-A: b, c",
                "append X-A c > -; X-A: c",
                "add X-A b ; add X-A c > -; X-A: b; X-A: c",
                "merge Cache-Control private > -",
                "merge Cache-Control no-store ; unset Set-Cookie > Cache-Control: private, max-age=5, no-store",
                "setifempty Cache-Control x ; setifempty X-A b > -; X-A: b",
                "unset Set-Cookie ; unset cache-control > ''",
                "edit Set-Cookie ^(.*)$ $1;secure ; unset Cache-Control > "
                        + "Set-Cookie: a=1;secure; Set-Cookie: b=1; path=/;secure",
                "edit Set-Cookie 1 2 ; unset Cache-Control > Set-Cookie: a=2; Set-Cookie: b=2; path=/",
                "set X-A aXbXc ; edit X-A X - > -; X-A: a-bXc",
                "set X-A aXbXc ; edit* X-A X - > -; X-A: a-b-c",
                "edit X-None a b > -",
                "echo ^X- > -; x-trace: t1",
                "note Cache-Control cc > note cc: private, max-age=5; -",
                "set X-A %{color}e-%{none}e-100%% > -; X-A: green-(null)-100%",
                "set X-A %t-%D > -; X-A: t=1790000000000000-D=42",
                "set X-A expr=%{HTTP_HOST}%{REQUEST_URI} > -; X-A: shop.example/a",
                "set X-A b env=color > -; X-A: b",
                "set X-A b env=!color > -",
                "set X-A b early > -",
                "set X-A b expr=%{REQUEST_URI}=='/a' > -; X-A: b",
                "set X-A b expr=%{REQUEST_URI}=='/b' > -",
                "onsuccess unset X-A > -",
            })
    void dressesAResponse(String directives, String expected) {
        assertEquals(expected.strip(), filtered(directives.strip()));
    }

    @Test
    void anErrorHasTheFieldsThatAreForAllResponsesAlone() {
        HeaderTable always = new HeaderTable();
        rules("set X-A b ; always set X-B c").applyToError(always, FACTS, FACTS, (name, value) -> {});
        assertEquals("X-B: c\n", always.toString());
    }

    @Test
    void changesTheHeaderOfARequestEarlyOrLate() {
        HeaderRules rules = new HeaderRules(List.of(
                HeaderRule.requestHeader(List.of("unset", "Proxy", "early")),
                HeaderRule.requestHeader(List.of("set", "X-Forwarded-Proto", "https"))));
        HeaderTable request = new HeaderTable().add("Proxy", "x").add("Host", "h");
        rules.early(request, FACTS, (name, value) -> {});
        assertEquals("Host: h\n", request.toString());
        rules.change(request, FACTS, FACTS, (name, value) -> {});
        assertEquals("Host: h\nX-Forwarded-Proto: https\n", request.toString());
    }

    @Test
    void knowsWhenEveryResponseIsChangedInTheSameWay() {
        assertTrue(rules("set X-A b ; always unset X-B ; edit X-A b c").isConstant());
        assertFalse(rules("set X-A %t").isConstant());
        assertFalse(rules("set X-A b env=c").isConstant());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set",
                "set X",
                "nope X b",
                "set X b c",
                "set X b env=",
                "set X b env=!",
                "set X %q",
                "edit X a",
                "edit X ( b",
                "unset X a b",
                "set X b early early",
                "set X b expr=%{NOPE}"
            })
    void refusesWhatApacheRefuses(String directive) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> rules(directive));
        String message = refused.toString();
        assertTrue(
                message.contains("accepted") || message.contains("refused") || message.contains("too many"), message);
    }
}
