package io.mpmoperator.rewrite;

import io.mpmoperator.expression.ServerVariable;
import io.mpmoperator.pattern.Captures;
import io.mpmoperator.pattern.PrefixIndex;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One application of rules to a request, with Apache's loop: the path changes under way, and with it what rules match. */
final class RewriteRun {

    /** A path that grows beyond this is in a loop. Apache: twice {@code LimitRequestLine}. */
    private static final int LONGEST_PATH = 2 * 8190;

    private final RewriteRules rules;
    private final RewriteInput input;
    private final Optional<RewriteDirectory> directory;
    private final RewriteEffects.Collected effects = new RewriteEffects.Collected();
    private final RunFacts facts;

    private String filename;
    private String query;
    private Change change = Change.NONE;
    private boolean passThrough;
    private boolean proxy;
    private int status = 302;
    private String reason = "";

    private enum Change {
        NONE,
        NORMAL,
        NO_ESCAPE,
        STATUS
    }

    private enum Applied {
        NOT,
        MATCHED,
        CHANGED
    }

    /** What comes after a rule that was applied. */
    private enum Next {
        RULE,
        ROUND,
        STOP
    }

    RewriteRun(RewriteRules rules, RewriteInput input, Optional<RewriteDirectory> directory) {
        this.rules = rules;
        this.input = input;
        this.directory = directory;
        this.filename = input.path();
        this.query = input.query();
        this.facts = new RunFacts(input, effects.environment());
    }

    RewriteOutcome outcome() {
        int rounds = 0;
        while (round(rounds) == Next.ROUND) {
            rounds++;
        }
        return new RewriteResult(input, directory, filename, query, passThrough, effects.effects())
                .outcome(kind(), status, reason);
    }

    private RewriteResult.Kind kind() {
        return switch (change) {
            case NONE -> RewriteResult.Kind.UNCHANGED;
            case STATUS -> RewriteResult.Kind.STATUS;
            case NORMAL -> proxy ? RewriteResult.Kind.PROXY : RewriteResult.Kind.CHANGED;
            case NO_ESCAPE -> proxy ? RewriteResult.Kind.PROXY : RewriteResult.Kind.CHANGED_UNESCAPED;
        };
    }

    private Next round(int rounds) {
        String subject = subject();
        PrefixIndex.Candidates candidates = rules.candidates(subject);
        int entry = 0;
        int matched = -1;
        for (int at = candidates.next(0); at != Integer.MAX_VALUE; at = candidates.next(at + 1)) {
            if (rules.isChained(at) && matched != at - 1 && at != entry) {
                continue;
            }
            RewriteRule rule = rules.rules().get(at);
            Applied applied = isLeftOut(rule) ? Applied.NOT : apply(rule, subject);
            if (applied == Applied.NOT) {
                continue;
            }
            matched = at;
            Next next = after(rule, applied, rounds);
            if (next != Next.RULE) {
                return next;
            }
            if (applied == Applied.CHANGED) {
                subject = subject();
                candidates = rules.candidates(subject);
            }
            at += rule.flags().skip();
            entry = at + 1;
        }
        return Next.STOP;
    }

    private boolean isLeftOut(RewriteRule rule) {
        return input.subrequest()
                && (rule.flags().has(Flag.NO_SUBREQUEST) || rule.flags().has(Flag.REDIRECT));
    }

    /** What the pattern is matched with: the path, in a directory without that of the directory. */
    private String subject() {
        if (directory.isEmpty()) {
            return filename;
        }
        String whole = filename + input.pathInfo();
        String prefix = directory.get().path();
        return whole.startsWith(prefix) ? whole.substring(prefix.length()) : whole;
    }

    private Next after(RewriteRule rule, Applied applied, int rounds) {
        RuleFlags flags = rule.flags();
        if (filename.length() > LONGEST_PATH) {
            return fail("rules make the path longer than " + LONGEST_PATH + " characters");
        }
        if (flags.has(Flag.STATUS) || change == Change.STATUS) {
            change = Change.STATUS;
            return Next.STOP;
        }
        if (applied == Applied.CHANGED) {
            change = flags.has(Flag.NO_ESCAPE) ? Change.NO_ESCAPE : Change.NORMAL;
        }
        if (flags.has(Flag.PASS_THROUGH)) {
            passThrough = true;
            change = Change.NORMAL;
            return Next.STOP;
        }
        return last(flags, rounds);
    }

    private Next last(RuleFlags flags, int rounds) {
        if (flags.has(Flag.END)) {
            effects.end();
            return Next.STOP;
        }
        if (flags.has(Flag.PROXY) || flags.has(Flag.LAST)) {
            return Next.STOP;
        }
        if (flags.has(Flag.NEXT)) {
            return rounds + 1 >= flags.rounds() ? fail("flag N began " + flags.rounds() + " rounds") : Next.ROUND;
        }
        return Next.RULE;
    }

    private Next fail(String why) {
        change = Change.STATUS;
        status = 500;
        reason = why;
        return Next.STOP;
    }

    private Applied apply(RewriteRule rule, String subject) {
        Captures captures = rule.match(subject, facts.regexStepLimit());
        if (captures == null) {
            return Applied.NOT;
        }
        Conditions conditions = new Conditions(rule.conditions(), facts, captures, rules.maps());
        if (!conditions.hold()) {
            return Applied.NOT;
        }
        effects.vary(conditions.vary());
        Expansion from = conditions.expansion();
        Optional<String> substituted =
                rule.substitution().map(text -> text.fill(from, rule.flags().escape()));
        leaveEffects(rule.flags(), from);
        if (substituted.isEmpty()) {
            status = rule.flags().has(Flag.STATUS) ? rule.flags().status() : status;
            return Applied.MATCHED;
        }
        if (isUnsafe(rule, from)) {
            change = Change.STATUS;
            status = 403;
            reason = "an encoded question mark would end the path: flag UnsafeAllow3F allows it";
        }
        replace(rule.flags(), substituted.get());
        return Applied.CHANGED;
    }

    private boolean isUnsafe(RewriteRule rule, Expansion from) {
        String request = facts.variable(ServerVariable.THE_REQUEST).toLowerCase(Locale.ROOT);
        return !rule.flags().has(Flag.UNSAFE_ALLOW_3F)
                && request.contains("%3f")
                && rule.substitution()
                        .filter(text ->
                                text.takesQueryFromGroup(from, rule.flags().escape()))
                        .isPresent();
    }

    private void leaveEffects(RuleFlags flags, Expansion from) {
        flags.environment().forEach(variable -> variable.fill(from, effects));
        flags.cookies().forEach(cookie -> cookie.fill(from).ifPresent(effects::cookie));
        flags.type().ifPresent(type -> effects.type(type.fill(from)));
        flags.handler().ifPresent(handler -> effects.handler(handler.fill(from)));
        if (flags.has(Flag.DISCARD_PATH_INFO)) {
            effects.discardPathInfo();
        }
    }

    private void replace(RuleFlags flags, String substituted) {
        QueryChange changed = QueryChange.of(withPrefix(flags, substituted), query, flags);
        filename = changed.path();
        query = changed.query();
        boolean absolute = AbsoluteUrl.of(filename).isPresent();
        if (flags.has(Flag.PROXY)) {
            proxy = true;
            filename = directory.isPresent() ? encoded(filename) : filename;
            filename = qualified(filename);
        } else if (flags.has(Flag.REDIRECT)) {
            filename = qualified(filename);
            status = flags.status();
        } else if (absolute) {
            status = flags.status();
        }
        facts.now(filename, query);
    }

    private static String encoded(String url) {
        return AbsoluteUrl.of(url).map(AbsoluteUrl::encoded).orElse(url);
    }

    /** A substitution that is neither a URL nor an absolute path belongs to the directory, else to the server. */
    private String withPrefix(RuleFlags flags, String substituted) {
        if (substituted.startsWith("/") || AbsoluteUrl.of(substituted).isPresent()) {
            return substituted;
        }
        if (directory.isPresent()) {
            return directory.get().path() + substituted;
        }
        List<Flag> qualifying = List.of(Flag.PROXY, Flag.REDIRECT);
        return qualifying.stream().anyMatch(flags::has) ? substituted : "/" + substituted;
    }

    private String qualified(String path) {
        if (AbsoluteUrl.of(path).isPresent()) {
            return path;
        }
        return input.origin() + (path.startsWith("/") ? "" : "/") + path;
    }
}
