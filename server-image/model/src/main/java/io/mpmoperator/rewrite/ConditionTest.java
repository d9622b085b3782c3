package io.mpmoperator.rewrite;

import io.mpmoperator.expression.Condition.Order;
import io.mpmoperator.expression.Expression;
import io.mpmoperator.expression.LeadingNumber;
import io.mpmoperator.expression.UnaryTest;
import io.mpmoperator.pattern.ApachePattern;
import io.mpmoperator.pattern.Captures;
import io.mpmoperator.pattern.PatternOption;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a condition asks of its text: the second argument of {@code RewriteCond}. */
sealed interface ConditionTest {

    /** A regular expression. */
    record Matches(ApachePattern pattern) implements ConditionTest {}

    /** {@code -f}, {@code -d} and the like. */
    record Is(UnaryTest test) implements ConditionTest {}

    /** {@code =text}, {@code <text} and the like. */
    record TextOrder(Order order, String operand, boolean ignoreCase) implements ConditionTest {}

    /** {@code -eq number} and the like. */
    record NumberOrder(Order order, long operand) implements ConditionTest {}

    /** The condition {@code expr "..."}, which asks nothing of its text. */
    record Holds(Expression expression) implements ConditionTest {}

    Map<String, Order> NUMBERS = Map.of(
            "-eq", Order.EQUAL,
            "-ne", Order.UNEQUAL,
            "-lt", Order.LESS,
            "-le", Order.LESS_OR_EQUAL,
            "-gt", Order.GREATER,
            "-ge", Order.GREATER_OR_EQUAL);

    static ConditionTest parse(String text, boolean ignoreCase) {
        if (text.length() == 2 && text.charAt(0) == '-' && "fslhLdxUF".indexOf(text.charAt(1)) >= 0) {
            return new Is(UnaryTest.of(text.charAt(1)).orElseThrow());
        }
        Order number = text.length() > 3 ? NUMBERS.get(text.substring(0, 3)) : null;
        if (number != null) {
            return new NumberOrder(number, LeadingNumber.of(text.substring(3)));
        }
        Order order = order(text);
        if (order != null) {
            String operand = text.substring(length(order));
            return new TextOrder(order, operand.equals("\"\"") ? "" : operand, ignoreCase);
        }
        return new Matches(ApachePattern.compile(text, ignoreCase ? Set.of(PatternOption.IGNORE_CASE) : Set.of()));
    }

    private static @Nullable Order order(String text) {
        if (text.startsWith("<")) {
            return text.startsWith("<=") ? Order.LESS_OR_EQUAL : Order.LESS;
        }
        if (text.startsWith(">")) {
            return text.startsWith(">=") ? Order.GREATER_OR_EQUAL : Order.GREATER;
        }
        return text.startsWith("=") ? Order.EQUAL : null;
    }

    private static int length(Order order) {
        return order == Order.LESS_OR_EQUAL || order == Order.GREATER_OR_EQUAL ? 2 : 1;
    }

    /** What the groups hold where the test holds, {@code before} where it has none; null where it does not hold. */
    default @Nullable Captures match(String text, Expansion from) {
        Captures before = from.condition();
        return switch (this) {
            case Matches matches -> matches.pattern().match(text, from.facts().regexStepLimit());
            case Is is -> is.test().holds(text, from.facts()) ? before : null;
            case TextOrder compared -> compared.order().holds(compare(text, compared)) ? before : null;
            case NumberOrder compared ->
                compared.order().holds(Long.compare(LeadingNumber.of(text), compared.operand())) ? before : null;
            case Holds holds -> holds.expression().match(from.facts(), before);
        };
    }

    /** Apache compares for equality by the characters, and else by the length first. */
    private static int compare(String text, TextOrder compared) {
        if (compared.order() == Order.EQUAL && compared.ignoreCase()) {
            return text.compareToIgnoreCase(compared.operand());
        }
        int byLength = Integer.compare(text.length(), compared.operand().length());
        return byLength == 0 ? text.compareTo(compared.operand()) : byLength;
    }
}
