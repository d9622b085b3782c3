package io.mpmoperator.environment;

import io.mpmoperator.expression.Facts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Rules in their order. Apache applies {@code SetEnvIf} and the like when the head was read, and {@code SetEnv},
 * {@code UnsetEnv} and {@code PassEnv} when the request was mapped: keep them in two lists.
 */
public record EnvironmentRules(List<EnvironmentRule> rules) {

    /** No rules. */
    public static final EnvironmentRules NONE = new EnvironmentRules(List.of());

    public EnvironmentRules {
        rules = List.copyOf(rules);
    }

    /** These, and those of an inner context after them. */
    public EnvironmentRules then(EnvironmentRules inner) {
        List<EnvironmentRule> all = new ArrayList<>(rules);
        all.addAll(inner.rules);
        return new EnvironmentRules(all);
    }

    /** The names of all variables that may be set or unset. */
    public Set<String> names() {
        return rules.stream().flatMap(rule -> rule.names().stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether no rule asks an expression: the path, the connection and the request's fields are all that they look at. */
    public boolean arePlain() {
        return rules.stream().noneMatch(EnvironmentRule.IfHolds.class::isInstance);
    }

    /** The variables that are set, and empty ones that are unset; a rule sees what those before it changed. */
    public Map<String, Optional<String>> changes(Facts facts) {
        if (rules.isEmpty()) {
            return Map.of();
        }
        Map<String, Optional<String>> environment = new LinkedHashMap<>();
        Facts seen = new EnvironmentView(facts, environment);
        rules.forEach(rule -> rule.apply(seen, environment));
        return environment;
    }
}
