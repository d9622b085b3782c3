package io.mpmoperator.server.site;

import io.mpmoperator.rewrite.RewriteMap;
import io.mpmoperator.rewrite.RewriteRules;
import io.mpmoperator.rules.RewriteSettings;
import io.mpmoperator.rules.Rules;
import java.util.List;
import java.util.Map;

/**
 * Rules, and what is made of them once.
 *
 * @param rewriting the rules of a folder, ready to be applied; none where rewriting is off
 */
record ReadyRules(Rules rules, RewriteRules rewriting) {

    static ReadyRules of(Rules rules, Map<String, RewriteMap> maps) {
        return new ReadyRules(rules, rewriting(rules, maps));
    }

    /** The rules of rewriting that are said, ready to be applied; none where it is off. */
    static RewriteRules rewriting(Rules rules, Map<String, RewriteMap> maps) {
        RewriteSettings said = RewriteSettings.of(rules);
        return new RewriteRules(said.isOn() ? said.rules() : List.of(), maps);
    }
}
