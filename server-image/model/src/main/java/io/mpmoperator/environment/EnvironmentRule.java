package io.mpmoperator.environment;

import io.mpmoperator.expression.Expression;
import io.mpmoperator.expression.Facts;
import io.mpmoperator.pattern.ApachePattern;
import io.mpmoperator.pattern.Captures;
import io.mpmoperator.pattern.PatternOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Sets or unsets variables for the requests of which something is true. */
public sealed interface EnvironmentRule {

    /** {@code SetEnvIf}, {@code SetEnvIfNoCase}, {@code BrowserMatch}. */
    record IfMatches(Attribute attribute, ApachePattern pattern, List<Assignment> assignments)
            implements EnvironmentRule {}

    /** {@code SetEnvIfExpr}. */
    record IfHolds(Expression expression, List<Assignment> assignments) implements EnvironmentRule {}

    /** {@code SetEnv}, {@code UnsetEnv}; the value is as it is written. */
    record Always(String name, Optional<String> value) implements EnvironmentRule {}

    /** {@code PassEnv}: the value is that of the process's environment. */
    record Pass(String name) implements EnvironmentRule {}

    /**
     * Reads the arguments of {@code SetEnvIf}, or of {@code SetEnvIfNoCase}.
     *
     * @throws IllegalArgumentException where one is missing or no pattern
     */
    static EnvironmentRule setEnvIf(List<String> arguments, boolean ignoreCase) {
        if (arguments.size() < 3) {
            throw new IllegalArgumentException("an argument is missing: what is looked at, a pattern, and NAME=VALUE,"
                    + " NAME or !NAME are accepted");
        }
        return new IfMatches(
                Attribute.parse(arguments.get(0)),
                ApachePattern.compile(arguments.get(1), ignoreCase ? Set.of(PatternOption.IGNORE_CASE) : Set.of()),
                assignments(arguments.subList(2, arguments.size())));
    }

    /**
     * Reads the arguments of {@code BrowserMatch}, or of {@code BrowserMatchNoCase}.
     *
     * @throws IllegalArgumentException where one is missing or no pattern
     */
    static EnvironmentRule browserMatch(List<String> arguments, boolean ignoreCase) {
        if (arguments.size() < 2) {
            throw new IllegalArgumentException("an argument is missing: a pattern, and NAME=VALUE are accepted");
        }
        return new IfMatches(
                new Attribute.Named("User-Agent"),
                ApachePattern.compile(arguments.get(0), ignoreCase ? Set.of(PatternOption.IGNORE_CASE) : Set.of()),
                assignments(arguments.subList(1, arguments.size())));
    }

    /**
     * Reads the arguments of {@code SetEnvIfExpr}.
     *
     * @throws IllegalArgumentException where one is missing or no expression
     */
    static EnvironmentRule setEnvIfExpr(List<String> arguments) {
        if (arguments.size() < 2) {
            throw new IllegalArgumentException("an argument is missing: an expression, and NAME=VALUE are accepted");
        }
        return new IfHolds(Expression.parse(arguments.get(0)), assignments(arguments.subList(1, arguments.size())));
    }

    /**
     * Reads the arguments of {@code SetEnv}.
     *
     * @throws IllegalArgumentException where there is no name, or more than a value
     */
    static EnvironmentRule setEnv(List<String> arguments) {
        if (arguments.isEmpty() || arguments.size() > 2) {
            throw new IllegalArgumentException(
                    "SetEnv has " + arguments.size() + " arguments: a name and a value are accepted");
        }
        return new Always(arguments.getFirst(), Optional.of(arguments.size() == 2 ? arguments.get(1) : ""));
    }

    private static List<Assignment> assignments(List<String> words) {
        return words.stream().map(Assignment::parse).toList();
    }

    /** The names of the variables that it may set or unset. */
    default List<String> names() {
        return switch (this) {
            case IfMatches rule ->
                rule.assignments().stream().map(Assignment::name).toList();
            case IfHolds rule ->
                rule.assignments().stream().map(Assignment::name).toList();
            case Always rule -> List.of(rule.name());
            case Pass rule -> List.of(rule.name());
        };
    }

    /** Applies the rule to what is set so far. */
    default void apply(Facts facts, Map<String, Optional<String>> environment) {
        switch (this) {
            case IfMatches rule -> {
                Captures captures = rule.pattern().match(rule.attribute().of(facts), facts.regexStepLimit());
                assign(captures != null, captures == null ? Captures.NONE : captures, rule.assignments(), environment);
            }
            case IfHolds rule -> {
                Captures captures = rule.expression().match(facts, Captures.NONE);
                assign(captures != null, captures == null ? Captures.NONE : captures, rule.assignments(), environment);
            }
            case Always rule -> environment.put(rule.name(), rule.value());
            case Pass rule ->
                Optional.ofNullable(facts.processEnvironment(rule.name()))
                        .ifPresent(value -> environment.put(rule.name(), Optional.of(value)));
        }
    }

    private static void assign(
            boolean holds, Captures captures, List<Assignment> assignments, Map<String, Optional<String>> environment) {
        if (holds) {
            assignments.forEach(assignment -> assignment.apply(captures, environment));
        }
    }
}
