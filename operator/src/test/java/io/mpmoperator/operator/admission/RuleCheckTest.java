package io.mpmoperator.operator.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleCheckTest {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    @Test
    void saysTheSentenceOfTheRule() throws IOException {
        assertEquals(List.of("a[1].n: Invalid value: n is 7"), broken("""
                        properties:
                          a:
                            items:
                              properties: {n: {type: integer}}
                              x-kubernetes-validations:
                              - {rule: self.n < 5, messageExpression: "'n is %d'.format([self.n])", fieldPath: .n}
                        """, "a: [{n: 1}, {n: 7}]"));
    }

    @Test
    void aSentenceThatHasNoValueGivesWayToTheMessage() throws IOException {
        assertEquals(
                List.of("<nil>: Invalid value: never"),
                broken(
                        "x-kubernetes-validations: [{rule: 'false', messageExpression: self.none, message: never}]",
                        "{}"));
        assertEquals(
                List.of("<nil>: Invalid value: failed rule: false"),
                broken("x-kubernetes-validations: [{rule: 'false', messageExpression: self.none}]", "{}"));
    }

    @Test
    void aRuleThatHasNoValueIsBroken() throws IOException {
        assertEquals(
                List.of("<nil>: Invalid value: no such key: none evaluating rule: is one"),
                broken("x-kubernetes-validations: [{rule: self.none == 1, message: is one}]", "{}"));
    }

    @Test
    void aRuleAboutUpdatesIsLeftOut() throws IOException {
        assertEquals(
                List.of(), broken("x-kubernetes-validations: [{rule: self.a == oldSelf.a, message: fixed}]", "a: 1"));
    }

    @Test
    void valuesAreOfTheSchemasTypes() throws IOException {
        assertEquals(List.of(), broken("""
                        properties: {whole: {type: number}, share: {x-kubernetes-int-or-string: true}}
                        additionalProperties: {type: integer}
                        x-kubernetes-validations:
                        - rule: type(self.whole) == double && type(self.share) == string && type(self.other) == int
                        """, "{whole: 1, share: 50%, other: 5.0}"));
    }

    private static List<String> broken(String schema, String object) throws IOException {
        return RuleCheck.of(tree(schema), tree(object), new Expressions());
    }

    private static JsonNode tree(String yaml) throws IOException {
        return YAML.readTree(yaml);
    }
}
