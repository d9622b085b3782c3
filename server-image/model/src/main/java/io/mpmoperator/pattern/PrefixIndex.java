package io.mpmoperator.pattern;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Finds in a list of rules those that can match a path by the literal text that the path has to begin with. A long list of
 * rules costs a path that none of them matches one binary search.
 */
public final class PrefixIndex {

    private static final int NONE = -1;

    private final String[] prefixes;
    private final int[] parents;
    private final int[][] chains;
    private final int[] unindexed;

    private PrefixIndex(SortedMap<String, List<Integer>> rules, int[] unindexed) {
        this.prefixes = rules.keySet().toArray(String[]::new);
        this.parents = new int[prefixes.length];
        this.chains = new int[prefixes.length][];
        this.unindexed = unindexed;
        int at = 0;
        for (List<Integer> own : rules.values()) {
            parents[at] = longestPrefixOf(prefixes[at], at - 1);
            chains[at] = chain(parents[at], own);
            at++;
        }
    }

    /**
     * Makes the index.
     *
     * @param prefixes of each rule what a path begins with that it matches; empty where that is not known
     */
    public static PrefixIndex of(List<Optional<String>> prefixes) {
        SortedMap<String, List<Integer>> rules = new TreeMap<>(Comparator.naturalOrder());
        for (int rule = 0; rule < prefixes.size(); rule++) {
            int number = rule;
            prefixes.get(rule)
                    .ifPresent(prefix -> rules.computeIfAbsent(prefix, ignored -> new ArrayList<>())
                            .add(number));
        }
        int[] unindexed = IntStream.range(0, prefixes.size())
                .filter(rule -> prefixes.get(rule).isEmpty())
                .toArray();
        return new PrefixIndex(rules, unindexed);
    }

    private int[] chain(int parent, List<Integer> own) {
        int[] inherited = parent == NONE ? new int[0] : chains[parent];
        return IntStream.concat(Arrays.stream(inherited), own.stream().mapToInt(Integer::intValue))
                .sorted()
                .toArray();
    }

    /** The rules that can match a path. */
    public Candidates candidates(String path) {
        int found = Arrays.binarySearch(prefixes, path);
        int longest = longestPrefixOf(path, found >= 0 ? found : -found - 2);
        return new Candidates(longest == NONE ? unindexed : chains[longest], longest == NONE ? new int[0] : unindexed);
    }

    /** The longest entry at or before {@code from} that the text begins with: all prefixes of an entry are its ancestors. */
    private int longestPrefixOf(String text, int from) {
        int at = from;
        while (at != NONE && !text.startsWith(prefixes[at])) {
            at = parents[at];
        }
        return at;
    }

    /** Rules of a list in their order. */
    public static final class Candidates {

        private final int[] some;
        private final int[] others;

        private Candidates(int[] some, int[] others) {
            this.some = some;
            this.others = others;
        }

        /** The first candidate at or after a rule; {@link Integer#MAX_VALUE} where there is none. */
        public int next(int from) {
            return Math.min(next(some, from), next(others, from));
        }

        private static int next(int[] rules, int from) {
            int found = Arrays.binarySearch(rules, from);
            int at = found >= 0 ? found : -found - 1;
            return at < rules.length ? rules[at] : Integer.MAX_VALUE;
        }
    }
}
