package io.mpmoperator.redirect;

import io.mpmoperator.expression.Facts;
import io.mpmoperator.pattern.Anchor;
import io.mpmoperator.pattern.Captures;
import io.mpmoperator.pattern.PrefixIndex;
import io.mpmoperator.url.PercentEncoding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The redirects of one context, the first that matches counts. Immutable; many requests may use it at once. */
public final class Redirects {

    private final List<RedirectRule> rules;
    private final PrefixIndex index;

    /** Redirects in the order of the configuration. */
    public Redirects(List<RedirectRule> rules) {
        this.rules = List.copyOf(rules);
        this.index = PrefixIndex.of(rules.stream().map(Redirects::anchor).toList());
    }

    private static Anchor anchor(RedirectRule rule) {
        return switch (rule) {
            case RedirectRule.Prefix prefix -> Anchor.ofPrefix(prefix.path());
            case RedirectRule.Match match -> match.pattern().anchor();
            case RedirectRule.Everything everything -> Anchor.NONE;
        };
    }

    /** The rules in their order. */
    public List<RedirectRule> rules() {
        return rules;
    }

    /** These, and those of an outer context after them. */
    public Redirects then(Redirects outer) {
        List<RedirectRule> all = new ArrayList<>(rules);
        all.addAll(outer.rules);
        return new Redirects(all);
    }

    /**
     * Where a request is sent; empty where no redirect is for it.
     *
     * @param path of the URL, decoded
     * @param query empty where there is none
     * @param origin scheme, host and port of the server as the client named it
     */
    public Optional<Redirected> of(String path, String query, String origin, Facts facts) {
        PrefixIndex.Candidates candidates = index.candidates(path);
        for (int rule = candidates.next(0); rule != Integer.MAX_VALUE; rule = candidates.next(rule + 1)) {
            Optional<Redirected> redirected = apply(rules.get(rule), path, query, origin, facts);
            if (redirected.isPresent()) {
                return redirected;
            }
        }
        return Optional.empty();
    }

    private static Optional<Redirected> apply(
            RedirectRule rule, String path, String query, String origin, Facts facts) {
        return target(rule, path, facts).map(target -> finished(rule.status(), target, query, origin));
    }

    /** The target before it is made a whole URL; empty where the rule is not for the path. */
    private static Optional<String> target(RedirectRule rule, String path, Facts facts) {
        return switch (rule) {
            case RedirectRule.Prefix prefix ->
                isAtOrBelow(path, prefix.path())
                        ? Optional.of(prefix.target()
                                + PercentEncoding.PATH.encode(
                                        path.substring(prefix.path().length())))
                        : Optional.empty();
            case RedirectRule.Match match -> matched(match, path, facts);
            case RedirectRule.Everything everything ->
                Optional.of(everything.target().map(text -> text.of(facts)).orElse(""));
        };
    }

    private static Optional<String> matched(RedirectRule.Match match, String path, Facts facts) {
        Captures captures = match.pattern().match(path, facts.regexStepLimit());
        if (captures == null) {
            return Optional.empty();
        }
        return Optional.of(
                match.target().map(target -> escaped(target.apply(captures))).orElse(""));
    }

    /** Encodes the path of a URL and leaves its query as it is. */
    private static String escaped(String url) {
        int mark = url.indexOf('?');
        int fragment = url.indexOf('#');
        int end = mark < 0 ? fragment : fragment < 0 ? mark : Math.min(mark, fragment);
        return end < 0
                ? PercentEncoding.PATH.encode(url)
                : PercentEncoding.PATH.encode(url.substring(0, end)) + url.substring(end);
    }

    private static boolean isAtOrBelow(String path, String prefix) {
        return path.startsWith(prefix)
                && (prefix.endsWith("/") || path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
    }

    private static Redirected finished(int status, String target, String query, String origin) {
        if (status < 300 || status >= 400) {
            return new Redirected(status, Optional.empty());
        }
        String whole = target.startsWith("/") ? origin + target : target;
        if (!RedirectRule.isUrl(whole)) {
            return new Redirected(500, Optional.empty());
        }
        boolean appended = !query.isEmpty() && whole.indexOf('?') < 0;
        return new Redirected(status, Optional.of(appended ? whole + "?" + query : whole));
    }

    /**
     * What a redirect decides.
     *
     * @param location a whole URL, encoded; empty where the status is no redirect
     */
    public record Redirected(int status, Optional<String> location) {}
}
