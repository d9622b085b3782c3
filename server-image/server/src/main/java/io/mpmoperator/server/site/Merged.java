package io.mpmoperator.server.site;

import io.mpmoperator.expression.Facts;
import io.mpmoperator.rewrite.RewriteMap;
import io.mpmoperator.rewrite.RewriteRules;
import io.mpmoperator.rules.IfSection;
import io.mpmoperator.rules.Rules;
import java.util.Map;

/**
 * What is said of a file and a URL before conditions are looked at, made once for both.
 *
 * @param ready the rules, which many files have in common
 * @param probes what was looked at on the disk for it
 * @param madeAt a moment of {@link System#nanoTime}
 */
record Merged(ReadyRules ready, Probes probes, long madeAt) {

    Rules rules() {
        return ready.rules();
    }

    RewriteRules rewriting() {
        return ready.rewriting();
    }

    /** With the branches of If whose conditions hold. */
    Merged on(RequestFacts facts, Effects effects, Map<String, RewriteMap> maps) {
        Rules rules = rules();
        facts.take(rules);
        if (!rules.has(IfSection.SETTING)) {
            return this;
        }
        Facts asking = new VaryingFacts(facts, effects);
        Rules changed = rules;
        boolean some = false;
        for (IfSection section : rules.all(IfSection.SETTING)) {
            for (IfSection.Branch branch : section.branches()) {
                if (branch.condition().isEmpty() || branch.condition().get().test(asking)) {
                    changed = branch.rules().over(changed);
                    some = true;
                    break;
                }
            }
        }
        return some ? new Merged(ReadyRules.of(changed, maps), probes, madeAt) : this;
    }
}
