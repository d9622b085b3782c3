package io.mpmoperator.environment;

import io.mpmoperator.expression.Facts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
