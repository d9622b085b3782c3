package io.mpmoperator.pattern;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds in a list of rules those that can match a path by the literal text that the path has to begin or to end with. A long
 * list of rules costs a path that none of them matches a binary search or two.
 */
public final class PrefixIndex {

    private final SortedTexts prefixes;
    private final SortedTexts suffixes;
    private final int[] unindexed;

    private PrefixIndex(SortedTexts prefixes, SortedTexts suffixes, int[] unindexed) {
        this.prefixes = prefixes;
        this.suffixes = suffixes;
        this.unindexed = unindexed;
    }

    /** Makes the index of rules, of each of which there is an anchor. */
    public static PrefixIndex of(List<Anchor> rules) {
        return new PrefixIndex(
                SortedTexts.of(rules.stream().map(rule -> fold(rule.prefix())).toList()),
                SortedTexts.of(rules.stream().map(PrefixIndex::suffixAlone).toList()),
                IntStream.range(0, rules.size())
                        .filter(rule -> rules.get(rule).equals(Anchor.NONE))
                        .toArray());
    }

    private static String suffixAlone(Anchor rule) {
        return rule.prefix().isEmpty() ? reversed(fold(rule.suffix())) : "";
    }

    private static String reversed(String text) {
        return new StringBuilder(text).reverse().toString();
    }

    /** The text with the letters of ASCII in lower case. */
    private static String fold(String text) {
        if (text.chars().noneMatch(c -> c >= 'A' && c <= 'Z')) {
            return text;
        }
        char[] folded = text.toCharArray();
        for (int i = 0; i < folded.length; i++) {
            folded[i] = folded[i] >= 'A' && folded[i] <= 'Z' ? (char) (folded[i] + 'a' - 'A') : folded[i];
        }
        return new String(folded);
    }

    /** The rules that can match a path. */
    public Candidates candidates(String path) {
        String folded = fold(path);
        int[] bySuffix = suffixes.isEmpty() ? new int[0] : suffixes.prefixesOf(reversed(folded));
        return new Candidates(prefixes.prefixesOf(folded), bySuffix, unindexed);
    }

    /** Rules of a list in their order. */
    public static final class Candidates {

        private final int[] byPrefix;
        private final int[] bySuffix;
        private final int[] others;

        private Candidates(int[] byPrefix, int[] bySuffix, int[] others) {
            this.byPrefix = byPrefix;
            this.bySuffix = bySuffix;
            this.others = others;
        }

        /** The first candidate at or after a rule; {@link Integer#MAX_VALUE} where there is none. */
        public int next(int from) {
            return Math.min(next(byPrefix, from), Math.min(next(bySuffix, from), next(others, from)));
        }

        private static int next(int[] rules, int from) {
            int found = Arrays.binarySearch(rules, from);
            int at = found >= 0 ? found : -found - 1;
            return at < rules.length ? rules[at] : Integer.MAX_VALUE;
        }
    }
}
