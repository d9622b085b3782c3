package io.mpmoperator.server.site;

import io.mpmoperator.expression.Facts;
import io.mpmoperator.rewrite.RewriteMap;
import io.mpmoperator.rewrite.RewriteRules;
import io.mpmoperator.rules.IfSection;
import io.mpmoperator.rules.RewriteSettings;
import io.mpmoperator.rules.Rules;
import java.util.List;
import java.util.Map;

/**
 * What is said of a file and a URL before conditions are looked at, made once for both.
 *
 * @param rewriting the rules of its folder, ready to be applied
 * @param probes what was looked at on the disk for it
 * @param madeAt a moment of {@link System#nanoTime}
 */
record Merged(Rules rules, RewriteRules rewriting, Probes probes, long madeAt) {

    static Merged of(Rules rules, Probes probes, Map<String, RewriteMap> maps, long madeAt) {
        return new Merged(rules, rewriting(rules, maps), probes, madeAt);
    }

    /** The rules of rewriting that are said, ready to be applied; none where it is off. */
    static RewriteRules rewriting(Rules rules, Map<String, RewriteMap> maps) {
        RewriteSettings said = RewriteSettings.of(rules);
        return new RewriteRules(said.isOn() ? said.rules() : List.of(), maps);
    }

    /** With the branches of If whose conditions hold. */
    Merged on(RequestFacts facts, Effects effects, Map<String, RewriteMap> maps) {
        facts.take(rules);
        if (!rules.has(IfSection.SETTING)) {
            return this;
        }
        Facts asking = new VaryingFacts(facts, effects);
        Rules changed = rules;
        for (IfSection section : rules.all(IfSection.SETTING)) {
            for (IfSection.Branch branch : section.branches()) {
                if (branch.condition().isEmpty() || branch.condition().get().test(asking)) {
                    changed = branch.rules().over(changed);
                    break;
                }
            }
        }
        return changed == rules ? this : new Merged(changed, rewriting(changed, maps), probes, madeAt);
    }
}
