package io.mpmoperator.pattern;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Texts in their order, each with the rules of it and of all texts that it begins with. */
final class SortedTexts {

    private static final int NONE = -1;
    private static final int[] EMPTY = {};

    private final String[] texts;
    private final int[] parents;
    private final int[][] chains;

    private SortedTexts(SortedMap<String, List<Integer>> rules) {
        this.texts = rules.keySet().toArray(String[]::new);
        this.parents = new int[texts.length];
        this.chains = new int[texts.length][];
        int at = 0;
        for (List<Integer> own : rules.values()) {
            parents[at] = longestPrefixOf(texts[at], at - 1);
            chains[at] = chain(parents[at], own);
            at++;
        }
    }

    /** Texts of rules by their numbers; an empty one is left out. */
    static SortedTexts of(List<String> textsOfRules) {
        SortedMap<String, List<Integer>> rules = new TreeMap<>();
        for (int rule = 0; rule < textsOfRules.size(); rule++) {
            if (!textsOfRules.get(rule).isEmpty()) {
                rules.computeIfAbsent(textsOfRules.get(rule), ignored -> new ArrayList<>())
                        .add(rule);
            }
        }
        return new SortedTexts(rules);
    }

    private int[] chain(int parent, List<Integer> own) {
        int[] inherited = parent == NONE ? EMPTY : chains[parent];
        return IntStream.concat(Arrays.stream(inherited), own.stream().mapToInt(Integer::intValue))
                .sorted()
                .toArray();
    }

    /** The rules whose texts a text begins with. */
    int[] prefixesOf(String text) {
        if (texts.length == 0) {
            return EMPTY;
        }
        int found = Arrays.binarySearch(texts, text);
        int longest = longestPrefixOf(text, found >= 0 ? found : -found - 2);
        return longest == NONE ? EMPTY : chains[longest];
    }

    boolean isEmpty() {
        return texts.length == 0;
    }

    /** The longest entry at or before {@code from} that the text begins with: all prefixes of an entry are its ancestors. */
    private int longestPrefixOf(String text, int from) {
        int at = from;
        while (at != NONE && !text.startsWith(texts[at])) {
            at = parents[at];
        }
        return at;
    }
}
