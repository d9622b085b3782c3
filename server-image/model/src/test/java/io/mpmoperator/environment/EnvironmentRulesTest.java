package io.mpmoperator.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mpmoperator.expression.AnyFacts;
import io.mpmoperator.expression.ServerVariable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EnvironmentRulesTest {

    private static final AnyFacts FACTS = new AnyFacts()
            .with(ServerVariable.REQUEST_URI, "/img/a.gif")
            .with(ServerVariable.REMOTE_ADDR, "10.1.2.3")
            .with(ServerVariable.REQUEST_METHOD, "GET")
            .withHeader("User-Agent", "Mozilla/4.0 (MSIE 6)")
            .withHeader("Origin", "https://shop.example")
            .withHeader("X-Token-A", "abc")
            .withEnvironment("before", "1");

    private static Map<String, Optional<String>> changes(EnvironmentRule... rules) {
        return new EnvironmentRules(List.of(rules)).changes(FACTS);
    }

    private static EnvironmentRule setEnvIf(String... arguments) {
        return EnvironmentRule.setEnvIf(List.of(arguments), false);
    }

    @Test
    void setsVariablesForRequestsThatMatch() {
        assertEquals(
                Map.of("image", Optional.of("1"), "kind", Optional.of("gif"), "before", Optional.empty()),
                changes(setEnvIf("Request_URI", "\\.(gif|png)$", "image", "kind=$1", "!before")));
        assertEquals(Map.of(), changes(setEnvIf("Request_URI", "\\.css$", "image")));
        assertEquals(
                Map.of("cors", Optional.of("https://shop.example")),
                changes(setEnvIf("Origin", "^(https://.*)$", "cors=$0")));
        assertEquals(Map.of("local", Optional.of("1")), changes(setEnvIf("Remote_Addr", "^10\\.", "local")));
    }

    @Test
    void anAbsentFieldIsEmptyText() {
        assertEquals(Map.of("none", Optional.of("1")), changes(setEnvIf("X-Absent", "^$", "none")));
    }

    @Test
    void looksAtVariablesThatRulesBeforeHaveSet() {
        assertEquals(
                Map.of("a", Optional.of("x"), "b", Optional.of("was-x")),
                changes(setEnvIf("Request_Method", "GET", "a=x"), setEnvIf("a", "^(x)$", "b=was-$1")));
        assertEquals(
                Map.of("before", Optional.empty()),
                changes(setEnvIf("Request_Method", "GET", "!before"), setEnvIf("before", "1", "b")));
    }

    @Test
    void findsFieldsWhoseNamesMatch() {
        assertEquals(Map.of("token", Optional.of("abc")), changes(setEnvIf("^X-Token.*", "^(.*)$", "token=$1")));
    }

    @Test
    void matchesBrowsersWithoutRegardToCaseWhereAsked() {
        assertEquals(Map.of(), changes(EnvironmentRule.browserMatch(List.of("msie", "old"), false)));
        assertEquals(
                Map.of("old", Optional.of("1")), changes(EnvironmentRule.browserMatch(List.of("msie", "old"), true)));
    }

    @Test
    void setsVariablesForAnExpressionAndForAll() {
        assertEquals(
                Map.of("img", Optional.of("img"), "v", Optional.of("$1 as it is")),
                changes(
                        EnvironmentRule.setEnvIfExpr(List.of("%{REQUEST_URI} =~ m#^/([^/]+)/#", "img=$1")),
                        EnvironmentRule.setEnv(List.of("v", "$1 as it is"))));
    }

    @Test
    void refusesWhatHasTooFewArguments() {
        assertThrows(IllegalArgumentException.class, () -> setEnvIf("Host"));
        assertThrows(IllegalArgumentException.class, () -> setEnvIf("Host", "x"));
        assertThrows(IllegalArgumentException.class, () -> setEnvIf("Host", "(", "x"));
        assertThrows(IllegalArgumentException.class, () -> setEnvIf("Host", "x", "!"));
        assertThrows(IllegalArgumentException.class, () -> EnvironmentRule.setEnv(List.of()));
    }
}
