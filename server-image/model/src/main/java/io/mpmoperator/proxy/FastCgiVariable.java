package io.mpmoperator.proxy;

import io.mpmoperator.expression.Expression;
import io.mpmoperator.expression.Facts;
import io.mpmoperator.expression.FactsView;
import io.mpmoperator.expression.TextExpression;
import io.mpmoperator.pattern.Captures;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * ProxyFCGISetEnvIf: changes a variable that a FastCGI server is sent, after all others are known.
 *
 * @param value empty for a variable that is taken away
 */
public record FastCgiVariable(Expression condition, String name, Optional<TextExpression> value) {

    private static final String NOT = "!";

    /**
     * Reads ProxyFCGISetEnvIf.
     *
     * @throws IllegalArgumentException with what would be accepted
     */
    public static FastCgiVariable parse(List<String> words) {
        Expression condition = Expression.parse(words.getFirst());
        String name = words.get(1);
        if (!name.startsWith(NOT)) {
            String value = words.size() > 2 ? words.get(2) : "";
            return new FastCgiVariable(condition, name, Optional.of(TextExpression.parse(value)));
        }
        if (words.size() > 2 || name.equals(NOT)) {
            throw new IllegalArgumentException(
                    "'" + name + "' takes a variable away: !name without a value is accepted");
        }
        return new FastCgiVariable(condition, name.substring(1), Optional.empty());
    }

    /** Changes variables where the condition holds, which sees them as {@code reqenv}. */
    public void apply(Facts facts, Map<String, String> variables) {
        Facts seen = new FactsView(facts) {
            @Override
            public @Nullable String environment(String variable) {
                return variables.get(variable);
            }
        };
        Captures captures = condition.match(seen, Captures.NONE);
        if (captures != null) {
            value.ifPresentOrElse(text -> variables.put(name, text.of(seen, captures)), () -> variables.remove(name));
        }
    }
}
