package io.mpmoperator.rewrite;

import io.mpmoperator.expression.Expression;
import io.mpmoperator.pattern.Captures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A condition of the rule that follows it: {@code RewriteCond}. */
public final class RewriteCondition {

    private final Template text;
    private final ConditionTest test;
    private final boolean negated;
    private final boolean orNext;
    private final boolean noVary;

    private RewriteCondition(Template text, ConditionTest test, boolean negated, Set<String> flags) {
        this.text = text;
        this.test = test;
        this.negated = negated;
        this.orNext = flags.contains("or");
        this.noVary = flags.contains("nv");
    }

    /**
     * Reads the arguments of {@code RewriteCond}: a text, a test, and flags.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static RewriteCondition parse(List<String> arguments) {
        if (arguments.size() < 2 || arguments.size() > 3) {
            throw new IllegalArgumentException(
                    "RewriteCond has " + arguments.size() + " arguments: a text, a test and [NC,OR,NV] are accepted");
        }
        Set<String> flags = flags(arguments.size() == 3 ? arguments.get(2) : "");
        String test = arguments.get(1);
        if (arguments.get(0).equalsIgnoreCase("expr")) {
            return new RewriteCondition(
                    Template.parse(""), new ConditionTest.Holds(Expression.parse(test)), false, flags);
        }
        boolean negated = test.startsWith("!");
        return new RewriteCondition(
                Template.parse(arguments.get(0)),
                ConditionTest.parse(negated ? test.substring(1) : test, flags.contains("nc")),
                negated,
                flags);
    }

    private static Set<String> flags(String list) {
        List<String> flags = new ArrayList<>();
        FlagList.parse(list)
                .forEach((name, value) -> flags.add(
                        switch (name.toLowerCase(Locale.ROOT)) {
                            case "nc", "nocase" -> "nc";
                            case "or", "ornext" -> "or";
                            case "nv", "novary" -> "nv";
                            default ->
                                throw new IllegalArgumentException(
                                        "'" + name + "' is no flag of RewriteCond: NC, OR and NV are accepted");
                        }));
        return Set.copyOf(flags);
    }

    /** Whether this or the next condition has to hold. */
    boolean orNext() {
        return orNext;
    }

    boolean noVary() {
        return noVary;
    }

    Template text() {
        return text;
    }

    /** What the groups of a condition hold from now on where this one holds; null where it does not. */
    @Nullable
    Captures match(Expansion from) {
        Captures matched = test.match(text.fill(from), from);
        if (negated) {
            return matched == null ? from.condition() : null;
        }
        return matched;
    }
}
