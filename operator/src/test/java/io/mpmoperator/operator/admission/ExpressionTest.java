package io.mpmoperator.operator.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.mpmoperator.api.v1alpha1.WebServer;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {

    private static final Expressions EXPRESSIONS = new Expressions();
    private static final Map<String, Object> SELF = Map.of(
            "one", 1L, "text", "25%", "half", 0.5, "list", List.of(1L, 2L), "map", Map.of("inner", "x"), "yes", true);

    /** Each rule and each messageExpression of this version's definition: a typing error in one is found here. */
    @TestFactory
    Stream<DynamicTest> compilesEveryExpressionOfTheDefinition() throws IOException {
        try (InputStream in = WebServer.class.getResourceAsStream("webservers.mpm-operator.io-v1alpha1.yml")) {
            JsonNode definition = new ObjectMapper(new YAMLFactory()).readTree(Objects.requireNonNull(in));
            List<String> texts = Stream.concat(
                            definition.findValuesAsText("rule").stream(),
                            definition.findValuesAsText("messageExpression").stream())
                    .toList();
            assertTrue(texts.size() > 40, texts.toString());
            return texts.stream().map(text -> DynamicTest.dynamicTest(text, () -> EXPRESSIONS.of(text)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(1 + 2) * 3 == 9 && 7 / 2 == 3 && 7 % 4 == 3",
                "has(self.one) && !has(self.two) && has(self.map.inner) && !has(self.map.other)",
                "has(self.two) ? self.two > 1 : self.one == 1",
                "self.two > 1 || self.one == 1",
                "type(self.one) == int && type(self.text) == string && type(self.half) == double",
                "string(self.one) == '1' && size(self.text) == 3 && self.text.size() == 3",
                "self.text.matches('^[0-9]{1,3}%$') && !self.text.matches('^x')",
                "self.text.startsWith('25') && self.text.endsWith('%') && self.text.contains(\"5\")",
                "self.one in self.list && !(3 in self.list) && 'inner' in self.map && self.list == [1, 2]",
                "self.list.all(n, n > 0) && self.list.exists(n, n == 2) && self.list.map(n, n * 2) == [2, 4]"
            })
    void knowsTheStandard(String expression) throws EvaluationException {
        assertEquals(true, EXPRESSIONS.of(expression).value(SELF));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            duration('1m30s') == duration('90s') && duration('0') < duration('500ms')              | true
            duration('1h1m1s1ms') > duration('1h1m1s') && duration('999999h') > duration('99999999s') | true
            'at %d of %s, 100%%, %.1f'.format([self.one, self.text, self.half])                    | at 1 of 25%, 100%, 0.5
            """)
    void knowsWhatKubernetesAdds(String expression, String value) throws EvaluationException {
        assertEquals(value, String.valueOf(EXPRESSIONS.of(expression).value(SELF)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "self.two == 1",
                "self.text > 1",
                "self.one && true",
                "self.two == 1 || false",
                "self.one / 0 == 1",
                "9223372036854775807 + self.one > 0",
                "self.text.matches('^(')",
                "'%d'.format([self.text]) == ''",
                "'%s'.format([]) == ''",
                "duration('x') == duration('1s')",
                "duration('') == duration('1s')"
            })
    void hasNoValueWhereTheObjectDoesNotFit(String expression) {
        assertThrows(EvaluationException.class, () -> EXPRESSIONS.of(expression).value(SELF));
    }

    @ParameterizedTest
    @ValueSource(strings = {"other.a", "nothing(1)", "has(1)", "'a'.format(1)", "1 + 'a'"})
    void refusesWhatNamesNothing(String text) {
        assertThrows(IllegalArgumentException.class, () -> EXPRESSIONS.of(text));
    }

    @Test
    void tellsARuleAboutUpdates() {
        assertTrue(EXPRESSIONS.of("self.one == oldSelf.one").isTransition());
        assertFalse(EXPRESSIONS.of("self.text == 'oldSelf.one'").isTransition());
    }
}
