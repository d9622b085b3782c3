package io.mpmoperator.rewrite;

import io.mpmoperator.pattern.PrefixIndex;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rules of one context, in order, with the maps that they ask. Immutable; many requests may use it at once. */
public final class RewriteRules {

    private final List<RewriteRule> rules;
    private final Map<String, RewriteMap> maps;
    private final PrefixIndex index;

    /** Rules with the maps that {@code RewriteMap} defines. */
    public RewriteRules(List<RewriteRule> rules, Map<String, RewriteMap> maps) {
        this.rules = List.copyOf(rules);
        this.maps = Map.copyOf(maps);
        this.index = PrefixIndex.of(this.rules.stream().map(RewriteRule::anchor).toList());
    }

    /** These rules, and others after them: {@code RewriteOptions Inherit}. */
    public RewriteRules then(RewriteRules others) {
        List<RewriteRule> all = new ArrayList<>(rules);
        all.addAll(others.rules);
        Map<String, RewriteMap> allMaps = new HashMap<>(others.maps);
        allMaps.putAll(maps);
        return new RewriteRules(all, allMaps);
    }

    /** Applies the rules in the context of a server or virtual host: the path is that of the URL. */
    public RewriteOutcome inServer(RewriteInput input) {
        return new RewriteRun(this, input, Optional.empty()).outcome();
    }

    /** Applies the rules in the context of a directory: the path is that of a file, and matched without the directory's. */
    public RewriteOutcome inDirectory(RewriteInput input, RewriteDirectory directory) {
        return new RewriteRun(this, input, Optional.of(directory)).outcome();
    }

    public boolean isEmpty() {
        return rules.isEmpty();
    }

    /** The rules in their order. */
    public List<RewriteRule> rules() {
        return rules;
    }

    Map<String, RewriteMap> maps() {
        return maps;
    }

    PrefixIndex.Candidates candidates(String subject) {
        return index.candidates(subject);
    }

    /** Whether a rule is only for what the rule before it matched. */
    boolean isChained(int rule) {
        return rule > 0 && rules.get(rule - 1).flags().has(Flag.CHAIN);
    }
}
