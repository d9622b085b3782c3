package io.mpmoperator.headers;

import io.mpmoperator.expression.Facts;
import io.mpmoperator.headers.HeaderAction.NoteKeeper;
import java.util.ArrayList;
import java.util.List;

/**
 * The {@code Header} or {@code RequestHeader} directives in force, in their order. Like Apache they keep two tables of a
 * response: {@code always} means the one that error responses have too, and the other is dropped when there is an error. What
 * both have is sent twice.
 */
public record HeaderRules(List<HeaderRule> rules) {

    /** No directives. */
    public static final HeaderRules NONE = new HeaderRules(List.of());

    public HeaderRules {
        rules = List.copyOf(rules);
    }

    /** These, and those of an inner section after them. */
    public HeaderRules then(HeaderRules inner) {
        List<HeaderRule> all = new ArrayList<>(rules);
        all.addAll(inner.rules);
        return new HeaderRules(all);
    }

    /**
     * Dresses a response that is no error: the fields of both tables.
     *
     * @param asked what conditions ask, which are the same facts: Apache names in Vary what they look at, and not what values do
     */
    public void apply(HeaderTable always, HeaderTable onSuccess, HeaderFacts facts, Facts asked, NoteKeeper notes) {
        applyToError(always, facts, asked, notes);
        apply(false, onSuccess, facts, asked, notes);
    }

    /** Dresses an error response, or a redirect, which the server made itself. */
    public void applyToError(HeaderTable always, HeaderFacts facts, Facts asked, NoteKeeper notes) {
        apply(true, always, facts, asked, notes);
    }

    /** Changes the header of a request. */
    public void change(HeaderTable request, HeaderFacts facts, Facts asked, NoteKeeper notes) {
        apply(false, request, facts, asked, notes);
    }

    /** Does what is to be done when the request was read: {@code early}. */
    public void early(HeaderTable header, HeaderFacts facts, NoteKeeper notes) {
        rules.stream()
                .filter(rule -> rule.condition() instanceof HeaderCondition.Early)
                .forEach(rule -> rule.action().apply(header, facts, notes));
    }

    private void apply(boolean always, HeaderTable header, HeaderFacts facts, Facts asked, NoteKeeper notes) {
        for (HeaderRule rule : rules) {
            if (rule.always() == always && rule.condition().holds(asked)) {
                rule.action().apply(header, facts, notes);
            }
        }
    }

    /** Whether every response is changed in the same way. */
    public boolean isConstant() {
        return rules.stream().allMatch(HeaderRule::isConstant);
    }
}
