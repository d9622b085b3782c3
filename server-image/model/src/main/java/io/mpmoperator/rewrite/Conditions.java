package io.mpmoperator.rewrite;

import io.mpmoperator.pattern.Captures;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks the conditions of one rule, in order: an alternative that holds spares those after it. */
final class Conditions {

    private final List<RewriteCondition> conditions;
    private final RunFacts facts;
    private final Captures rule;
    private final Map<String, RewriteMap> maps;
    private final Set<String> vary = new LinkedHashSet<>();
    private Captures captures = Captures.NONE;

    Conditions(List<RewriteCondition> conditions, RunFacts facts, Captures rule, Map<String, RewriteMap> maps) {
        this.conditions = conditions;
        this.facts = facts;
        this.rule = rule;
        this.maps = maps;
    }

    /** Whether all hold. */
    boolean hold() {
        for (int i = 0; i < conditions.size(); i++) {
            RewriteCondition condition = conditions.get(i);
            Set<String> lookedAt = Set.of();
            if (!holds(condition)) {
                facts.takeLookedAt();
                if (!condition.orNext()) {
                    return false;
                }
                continue;
            }
            lookedAt = facts.takeLookedAt();
            vary.addAll(condition.noVary() ? Set.of() : lookedAt);
            i = lastAlternative(i);
        }
        return true;
    }

    private boolean holds(RewriteCondition condition) {
        facts.takeLookedAt();
        @Nullable Captures matched = condition.match(expansion());
        if (matched == null) {
            return false;
        }
        captures = matched;
        return true;
    }

    private int lastAlternative(int from) {
        int at = from;
        while (at < conditions.size() - 1 && conditions.get(at).orNext()) {
            at++;
        }
        return at;
    }

    /** What the rule's templates are filled from. */
    Expansion expansion() {
        return new Expansion(facts, rule, captures, maps);
    }

    /** The header fields on which it depends that all hold. */
    Set<String> vary() {
        return vary;
    }
}
