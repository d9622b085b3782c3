package io.mpmoperator.rewrite;

import io.mpmoperator.pattern.Anchor;
import io.mpmoperator.pattern.ApachePattern;
import io.mpmoperator.pattern.Captures;
import io.mpmoperator.pattern.PatternOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A rule with the conditions before it: {@code RewriteRule}. */
public final class RewriteRule {

    private final ApachePattern pattern;
    private final boolean negated;
    private final Optional<Template> substitution;
    private final RuleFlags flags;
    private final List<RewriteCondition> conditions;

    private RewriteRule(
            ApachePattern pattern,
            boolean negated,
            Optional<Template> substitution,
            RuleFlags flags,
            List<RewriteCondition> conditions) {
        this.pattern = pattern;
        this.negated = negated;
        this.substitution = substitution;
        this.flags = flags;
        this.conditions = conditions;
    }

    /**
     * Reads the arguments of {@code RewriteRule}: a pattern, a substitution, and flags.
     *
     * @param conditions those between the rule before and this one
     * @throws IllegalArgumentException for anything else
     */
    public static RewriteRule parse(List<String> arguments, List<RewriteCondition> conditions) {
        if (arguments.size() < 2 || arguments.size() > 3) {
            throw new IllegalArgumentException("RewriteRule has " + arguments.size()
                    + " arguments: a pattern, a substitution and [flags] are accepted");
        }
        RuleFlags flags = RuleFlagsParser.parse(arguments.size() == 3 ? arguments.get(2) : "");
        boolean negated = arguments.get(0).startsWith("!");
        String pattern = negated ? arguments.get(0).substring(1) : arguments.get(0);
        boolean none = arguments.get(1).equals("-") || flags.has(Flag.STATUS);
        return new RewriteRule(
                ApachePattern.compile(pattern, flags.has(Flag.NO_CASE) ? Set.of(PatternOption.IGNORE_CASE) : Set.of()),
                negated,
                none ? Optional.empty() : Optional.of(Template.parse(arguments.get(1))),
                flags,
                List.copyOf(conditions));
    }

    /** What the groups hold where the pattern allows the rule; null where it does not. */
    @Nullable
    Captures match(String subject, int stepLimit) {
        Captures found = pattern.match(subject, stepLimit);
        if (negated) {
            return found == null ? Captures.NONE : null;
        }
        return found;
    }

    Anchor anchor() {
        return negated ? Anchor.NONE : pattern.anchor();
    }

    Optional<Template> substitution() {
        return substitution;
    }

    RuleFlags flags() {
        return flags;
    }

    List<RewriteCondition> conditions() {
        return conditions;
    }

    /** Whether the rule hands requests to another server: flag {@code P}. */
    public boolean isProxy() {
        return flags.has(Flag.PROXY);
    }

    /** The names of the maps that the rule asks, each of which {@code RewriteMap} has to define. */
    public Set<String> maps() {
        Set<String> names = new TreeSet<>();
        substitution.ifPresent(template -> names.addAll(template.maps()));
        conditions.forEach(condition -> names.addAll(condition.text().maps()));
        return names;
    }
}
