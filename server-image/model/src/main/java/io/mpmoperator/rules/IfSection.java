package io.mpmoperator.rules;

import io.mpmoperator.expression.Expression;
import java.util.List;
import java.util.Optional;

/**
 * An If with what follows it: the first branch whose condition holds is in force.
 *
 * @param branches If, ElseIf and Else
 */
public record IfSection(List<Branch> branches) {

    /** Those that are said of a URL. */
    public static final Setting<List<IfSection>> SETTING = Setting.list("If");

    /**
     * What is said on a condition.
     *
     * @param condition empty for Else
     */
    public record Branch(Optional<Expression> condition, Rules rules) {}

    public IfSection {
        branches = List.copyOf(branches);
    }
}
