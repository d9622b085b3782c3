package io.mpmoperator.headers;

import io.mpmoperator.expression.Expression;
import io.mpmoperator.expression.Facts;
import java.util.Locale;

/** When a {@code Header} directive does something: its last argument. */
public sealed interface HeaderCondition {

    /** Always, when the response is sent. */
    record Always() implements HeaderCondition {}

    /** {@code early}: when the request was read, before anything else. */
    record Early() implements HeaderCondition {}

    /** {@code env=name}, {@code env=!name}. */
    record Variable(String name, boolean set) implements HeaderCondition {}

    /** {@code expr=...}. */
    record Holds(Expression expression) implements HeaderCondition {}

    /**
     * Reads the last argument.
     *
     * @throws IllegalArgumentException for anything else
     */
    static HeaderCondition parse(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.equals("early")) {
            return new Early();
        }
        if (lower.startsWith("env=!") && text.length() > 5) {
            return new Variable(text.substring(5), false);
        }
        if (lower.startsWith("env=") && text.length() > 4 && !lower.equals("env=!")) {
            return new Variable(text.substring(4), true);
        }
        if (lower.startsWith("expr=")) {
            return new Holds(Expression.parse(text.substring(5)));
        }
        throw new IllegalArgumentException(
                "'" + text + "' is no condition: early, env=NAME, env=!NAME and expr=EXPRESSION are accepted");
    }

    /** Whether it is so for a request, when the response is sent. */
    default boolean holds(Facts facts) {
        return switch (this) {
            case Always always -> true;
            case Early early -> false;
            case Variable variable -> (facts.environment(variable.name()) != null) == variable.set();
            case Holds holds -> holds.expression().test(facts);
        };
    }
}
