package io.mpmoperator.operator.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.projectnessie.cel.checker.Decls;
import org.projectnessie.cel.tools.ScriptException;
import org.projectnessie.cel.tools.ScriptHost;

/** The interpreter of rules, beside one of all of CEL. */
class CelTest {

    private static final Map<String, Object> SELF = Map.of(
            "one", 1L, "text", "25%", "half", 0.5, "list", List.of(1L, 2L), "map", Map.of("inner", "x"), "yes", true);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 + 2 * 3 == 7",
                "(1 + 2) * 3 == 9 && 7 / 2 == 3 && 7 % 4 == 3",
                "-self.one < 0 && 0 - 1 == -1",
                "has(self.one) && !has(self.two) && has(self.map.inner) && !has(self.map.other)",
                "has(self.two) ? self.two > 1 : self.one == 1",
                "false ? 1 == 1 : true ? 2 == 2 : 3 == 4",
                "self.two > 1 || self.one == 1",
                "!(self.two > 1 && self.one == 2)",
                "type(self.one) == int && type(self.text) == string && type(self.half) == double",
                "string(self.one) == '1' && size(self.text) == 3 && self.text.size() == 3",
                "self.text.matches('^[0-9]{1,3}%$') && !self.text.matches('^x')",
                "self.text.startsWith('25') && self.text.endsWith('%') && self.text.contains(\"5\")",
                "self.one in self.list && !(3 in self.list) && 'inner' in self.map && self.list == [1, 2]",
                "self.half < 1.0 && self.half * 2.0 == 1.0",
                "self.one != 2 && self.text >= '25' && self.yes",
                "'it\\'s' == \"it's\" && size([]) == 0"
            })
    void agreesWithAnotherThat(String expression) throws ScriptException {
        assertEquals(true, Cel.of(expression).value(SELF));
        assertEquals(
                true,
                ScriptHost.newBuilder()
                        .build()
                        .buildScript(expression)
                        .withDeclarations(Decls.newVar("self", Decls.Dyn))
                        .build()
                        .execute(Boolean.class, Map.of("self", SELF)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            duration('1m30s') == duration('90s') && duration('0') < duration('500ms') | true
            duration('1h1m1s1ms') > duration('1h1m1s')                                | true
            'at %d of %s, 100%%'.format([self.one, self.text])                        | at 1 of 25%, 100%
            """)
    void hasWhatKubernetesAdds(String expression, String value) {
        assertEquals(value, String.valueOf(Cel.of(expression).value(SELF)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"self.", "self.a b", "other.a", "(1", "has(1)", "1 +", "'open", "self.all(x, x > 1)", "#"})
    void refusesWhatItDoesNotUnderstand(String expression) {
        assertThrows(CelException.class, () -> Cel.of(expression).value(SELF));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "self.two == 1",
                "self.text > 1",
                "self.one && true",
                "nothing(1)",
                "duration('x') == duration('1s')"
            })
    void doesNotGuess(String expression) {
        assertThrows(CelException.class, () -> Cel.of(expression).value(SELF));
    }

    @Test
    void theSideThatDecidesWins() {
        assertEquals(true, Cel.of("self.two == 1 || true").value(SELF));
        assertEquals(false, Cel.of("self.two == 1 && false").value(SELF));
        assertThrows(CelException.class, () -> Cel.of("self.two == 1 || false").value(SELF));
    }
}
