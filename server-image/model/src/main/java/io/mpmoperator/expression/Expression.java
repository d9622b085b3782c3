package io.mpmoperator.expression;

import io.mpmoperator.pattern.Captures;
import org.jspecify.annotations.Nullable;

/**
 * An expression that is true or false: of {@code <If>}, {@code Require expr}, {@code expr=}.
 *
 * @param text as it was written
 */
public record Expression(String text, Condition condition) {

    /**
     * Reads an expression.
     *
     * @throws IllegalArgumentException with the character at which it is refused
     */
    public static Expression parse(String text) {
        return new Expression(text, new ConditionParser(new Scanner(text)).whole());
    }

    /** Whether the expression is true of a request. */
    public boolean test(Facts facts) {
        return match(facts, Captures.NONE) != null;
    }

    /** What the last match held where the expression is true, {@code before} where there was none; null where it is false. */
    public @Nullable Captures match(Facts facts, Captures before) {
        Evaluation evaluation = new Evaluation(facts, before);
        return evaluation.test(condition) ? evaluation.captures() : null;
    }
}
