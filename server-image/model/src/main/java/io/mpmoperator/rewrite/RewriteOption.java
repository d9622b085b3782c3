package io.mpmoperator.rewrite;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What {@code RewriteOptions} says. */
public enum RewriteOption {
    /** The rules of the outer context are applied after the own ones. */
    INHERIT("Inherit"),
    /** The rules of the outer context are applied before the own ones. */
    INHERIT_BEFORE("InheritBefore"),
    /** As if each inner context said Inherit. */
    INHERIT_DOWN("InheritDown"),
    /** As if each inner context said InheritBefore. */
    INHERIT_DOWN_BEFORE("InheritDownBefore"),
    /** An inner context takes nothing of an outer one that says InheritDown. */
    IGNORE_INHERIT("IgnoreInherit"),
    /** Rules of a folder are applied to its path without the slash too. */
    ALLOW_NO_SLASH("AllowNoSlash"),
    /** Rules of a server are applied to targets that are no path too. */
    ALLOW_ANY_URI("AllowAnyURI"),
    /** RewriteBase is that of the outer context where the inner has none. */
    MERGE_BASE("MergeBase"),
    /** The prefix of an alias is not put before the result of a relative substitution. */
    IGNORE_CONTEXT_INFO("IgnoreContextInfo"),
    /** DocumentRoot is put before a path also where it was reduced from a URL of this server. */
    LEGACY_PREFIX_DOC_ROOT("LegacyPrefixDocRoot"),
    /** Memory is kept small for long URLs; without effect. */
    LONG_URL_OPTIMIZATION("LongURLOptimization");

    private final String word;

    RewriteOption(String word) {
        this.word = word;
    }

    /**
     * Reads the arguments of {@code RewriteOptions}.
     *
     * @throws IllegalArgumentException for an unknown option
     */
    public static Set<RewriteOption> parse(List<String> arguments) {
        Set<RewriteOption> options = EnumSet.noneOf(RewriteOption.class);
        arguments.forEach(argument -> options.add(of(argument)));
        return options;
    }

    private static RewriteOption of(String argument) {
        return Arrays.stream(values())
                .filter(option -> option.word.equalsIgnoreCase(argument))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + argument
                        + "' is no option of RewriteOptions: accepted are "
                        + Arrays.stream(values()).map(option -> option.word).collect(Collectors.joining(", "))));
    }
}
