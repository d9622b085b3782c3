package io.mpmoperator.rewrite;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The flags of a rule.
 *
 * @param status what {@code F}, {@code G} or {@code R} say; 302 where they do not
 * @param rounds how often {@code N} may begin anew
 * @param skip how many rules {@code S} skips
 */
record RuleFlags(
        Set<Flag> flags,
        int status,
        int rounds,
        int skip,
        CaptureEscape escape,
        Optional<Template> type,
        Optional<Template> handler,
        List<VariableTemplate> environment,
        List<CookieTemplate> cookies) {

    RuleFlags {
        flags = Set.copyOf(flags);
        environment = List.copyOf(environment);
        cookies = List.copyOf(cookies);
    }

    boolean has(Flag flag) {
        return flags.contains(flag);
    }
}
