package io.mpmoperator.rewrite;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads {@code [L,R=301,E=name:value]}. */
final class RuleFlagsParser {

    /** Rounds of {@code N} in Apache where none are given. */
    private static final int MOST_ROUNDS = 32_000;

    private static final String ACCEPTED = "accepted are B BNE BNP BCTLS C CO DPI E END F G H L N NC NE NS P PT QSA QSD"
            + " QSL R S T UnsafeAllow3F UnsafePrefixStat UNC";

    private final Set<Flag> flags = EnumSet.noneOf(Flag.class);
    private final List<VariableTemplate> environment = new ArrayList<>();
    private final List<CookieTemplate> cookies = new ArrayList<>();
    private Optional<Template> type = Optional.empty();
    private Optional<Template> handler = Optional.empty();
    private int status = 302;
    private int rounds = MOST_ROUNDS;
    private int skip;
    private boolean escape;
    private boolean plus = true;
    private boolean controls;
    private String escaped = "";
    private String excepted = "";

    /** Reads the flags; none where the text is empty. */
    static RuleFlags parse(String text) {
        RuleFlagsParser parser = new RuleFlagsParser();
        FlagList.parse(text).forEach((name, value) -> parser.flag(name, value));
        return parser.flags();
    }

    private RuleFlags flags() {
        CaptureEscape escapes =
                escape ? new CaptureEscape(true, escaped, excepted, plus, controls) : CaptureEscape.NONE;
        return new RuleFlags(flags, status, rounds, skip, escapes, type, handler, environment, cookies);
    }

    private void flag(String name, String value) {
        switch (name.toLowerCase(Locale.ROOT)) {
            case "c", "chain" -> flags.add(Flag.CHAIN);
            case "dpi", "discardpath" -> flags.add(Flag.DISCARD_PATH_INFO);
            case "end" -> flags.add(Flag.END);
            case "f", "forbidden" -> status(403);
            case "g", "gone" -> status(410);
            case "l", "last" -> flags.add(Flag.LAST);
            case "nc", "nocase" -> flags.add(Flag.NO_CASE);
            case "ne", "noescape" -> flags.add(Flag.NO_ESCAPE);
            case "ns", "nosubreq" -> flags.add(Flag.NO_SUBREQUEST);
            case "p", "proxy" -> flags.add(Flag.PROXY);
            case "pt", "passthrough" -> flags.add(Flag.PASS_THROUGH);
            case "qsa", "qsappend" -> flags.add(Flag.QUERY_APPEND);
            case "qsd", "qsdiscard" -> flags.add(Flag.QUERY_DISCARD);
            case "qsl", "qslast" -> flags.add(Flag.QUERY_LAST);
            case "unsafeallow3f" -> flags.add(Flag.UNSAFE_ALLOW_3F);
            case "unsafeprefixstat", "unsafeprefixstatus", "unc" -> {}
            default -> flagWithValue(name, value);
        }
    }

    private void flagWithValue(String name, String value) {
        switch (name.toLowerCase(Locale.ROOT)) {
            case "b", "escapebackref", "bne", "bnp", "bctls", "backrefnoplus" -> escape(name, value);
            case "co", "cookie" -> cookies.add(CookieTemplate.parse(value));
            case "e", "env" -> environment.add(VariableTemplate.parse(value));
            case "h", "handler" -> handler = Optional.of(Template.parse(value));
            case "t", "type" -> type = Optional.of(Template.parse(value));
            case "n", "next" -> next(value);
            case "r", "redirect" -> redirect(value);
            case "s", "skip" -> skip = number("S", value);
            default -> throw new IllegalArgumentException("'" + name + "' is no flag of RewriteRule: " + ACCEPTED);
        }
    }

    private void escape(String name, String value) {
        escape = true;
        switch (name.toLowerCase(Locale.ROOT)) {
            case "bnp", "backrefnoplus" -> plus = false;
            case "bctls" -> controls = true;
            case "bne" -> excepted = value;
            default -> escaped = value;
        }
    }

    private void next(String value) {
        flags.add(Flag.NEXT);
        rounds = value.isEmpty() ? MOST_ROUNDS : number("N", value);
    }

    private void redirect(String value) {
        int given = RedirectStatus.parse(value);
        if (given >= 300 && given < 400) {
            flags.add(Flag.REDIRECT);
            status = given;
        } else {
            status(given);
        }
    }

    private void status(int given) {
        flags.add(Flag.STATUS);
        status = given;
    }

    private static int number(String flag, String value) {
        if (!value.matches("[0-9]{1,6}")) {
            throw new IllegalArgumentException(
                    "'" + flag + "=" + value + "' has no number: " + flag + "=3 is accepted");
        }
        return Integer.parseInt(value);
    }
}
