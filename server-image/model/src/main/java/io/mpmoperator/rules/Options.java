package io.mpmoperator.rules;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a section says by Options.
 *
 * @param relative whether it adds to and removes from what the sections before it say
 */
public record Options(boolean relative, Set<Option> added, Set<Option> removed) {

    /** What Options says of a folder. */
    public static final Setting<Options> SETTING = Setting.merged("Options", (before, after) -> after.over(before));

    private static final Options DEFAULT = new Options(false, Set.of(), Set.of());

    /** An option that this server has a use for; links are followed as long as they stay in DocumentRoot. */
    public enum Option {
        INDEXES,
        MULTI_VIEWS,
        INCLUDES,
        EXEC_CGI,
        FOLLOW_SYM_LINKS;

        private static Set<Option> named(String word) {
            return switch (word.toLowerCase(Locale.ROOT)) {
                case "all" -> EnumSet.of(INDEXES, INCLUDES, EXEC_CGI, FOLLOW_SYM_LINKS);
                case "none" -> EnumSet.noneOf(Option.class);
                case "indexes" -> EnumSet.of(INDEXES);
                case "multiviews" -> EnumSet.of(MULTI_VIEWS);
                case "includes", "includesnoexec" -> EnumSet.of(INCLUDES);
                case "execcgi" -> EnumSet.of(EXEC_CGI);
                case "followsymlinks", "symlinksifownermatch" -> EnumSet.of(FOLLOW_SYM_LINKS);
                default ->
                    throw new IllegalArgumentException(
                            "'%s' is no option: accepted are All, None, Indexes, FollowSymLinks, SymLinksIfOwnerMatch, MultiViews, Includes, IncludesNoExec and ExecCGI"
                                    .formatted(word));
            };
        }
    }

    public Options {
        added = Set.copyOf(added);
        removed = Set.copyOf(removed);
    }

    /**
     * Reads the words after Options.
     *
     * @throws IllegalArgumentException for a word that is no option, and for signs before some words and not before others
     */
    public static Options parse(List<String> words) {
        Set<Option> added = EnumSet.noneOf(Option.class);
        Set<Option> removed = EnumSet.noneOf(Option.class);
        long signed = words.stream().filter(Options::isSigned).count();
        if (signed != 0 && signed != words.size()) {
            throw new IllegalArgumentException(
                    "some words begin with + or - and others do not: a sign before each, or before none is accepted");
        }
        for (String word : words) {
            Set<Option> named = Option.named(isSigned(word) ? word.substring(1) : word);
            if (word.startsWith("-")) {
                removed.addAll(named);
                added.removeAll(named);
            } else {
                added.addAll(named);
                removed.removeAll(named);
            }
        }
        return new Options(signed != 0, added, removed);
    }

    private static boolean isSigned(String word) {
        return word.startsWith("+") || word.startsWith("-");
    }

    private Options over(Options before) {
        if (!relative) {
            return this;
        }
        Set<Option> all = EnumSet.noneOf(Option.class);
        all.addAll(before.added);
        all.removeAll(removed);
        all.addAll(added);
        Set<Option> without = EnumSet.noneOf(Option.class);
        without.addAll(before.removed);
        without.removeAll(added);
        without.addAll(removed);
        return new Options(before.relative, all, without);
    }

    /** Whether an option is in force. */
    public static boolean has(Rules rules, Option option) {
        return rules.or(SETTING, DEFAULT).added.contains(option);
    }
}
