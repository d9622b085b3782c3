package io.mpmoperator.logformat;

import io.mpmoperator.expression.Expression;
import io.mpmoperator.expression.Facts;
import java.util.Locale;

/** Which requests a log has a line for: the last argument of {@code CustomLog}. */
public sealed interface LogCondition {

    /** All. */
    record Always() implements LogCondition {}

    /** {@code env=name}, {@code env=!name}. */
    record Variable(String name, boolean set) implements LogCondition {}

    /** {@code expr=...}. */
    record Holds(Expression expression) implements LogCondition {}

    /**
     * Reads the last argument.
     *
     * @throws IllegalArgumentException for anything else
     */
    static LogCondition parse(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.startsWith("expr=")) {
            return new Holds(Expression.parse(text.substring(5)));
        }
        boolean negated = text.startsWith("!", 4);
        String name = lower.startsWith("env=") ? text.substring(negated ? 5 : 4) : "";
        if (name.isEmpty()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no condition: env=NAME, env=!NAME and expr=EXPRESSION are accepted");
        }
        return new Variable(name, !negated);
    }

    /** Whether there is a line for a request. */
    default boolean holds(Facts facts) {
        return switch (this) {
            case Always always -> true;
            case Variable variable -> (facts.environment(variable.name()) != null) == variable.set();
            case Holds holds -> holds.expression().test(facts);
        };
    }
}
