package io.mpmoperator.pattern;

import java.util.ArrayList;
import java.util.List;

/**
 * The literal text that a subject must have where a pattern can match, so that most subjects are refused without it.
 *
 * @param prefix what a subject begins with
 * @param suffix what a subject ends with
 * @param infix what a subject has anywhere
 */
record Prefilter(String prefix, String suffix, String infix, boolean ignoreCase) {

    static final Prefilter NONE = new Prefilter("", "", "", false);

    boolean mayMatch(String subject) {
        return subject.regionMatches(ignoreCase, 0, prefix, 0, prefix.length())
                && subject.regionMatches(ignoreCase, subject.length() - suffix.length(), suffix, 0, suffix.length())
                && (infix.isEmpty() || subject.contains(infix));
    }

    Anchor anchor() {
        return new Anchor(prefix, suffix);
    }

    /** Collects the atoms of a pattern outside its groups, in order. */
    static final class Atoms {

        private static final int OTHER = -1;
        private static final int START = -2;
        private static final int END = -3;

        private final List<Integer> atoms = new ArrayList<>();
        private boolean unusable;

        void literal(int character) {
            atoms.add(character);
        }

        void other() {
            atoms.add(OTHER);
        }

        void start() {
            atoms.add(START);
        }

        void end() {
            atoms.add(END);
        }

        /** The last atom may be there several times, or not at all. */
        void quantified(boolean optional) {
            if (atoms.isEmpty()) {
                return;
            }
            if (optional) {
                atoms.set(atoms.size() - 1, OTHER);
            } else {
                atoms.add(OTHER);
            }
        }

        /** The pattern has alternatives or changes its options on the way: its atoms say nothing. */
        void unusable() {
            unusable = true;
        }

        Prefilter prefilter(boolean ignoreCase) {
            if (unusable) {
                return NONE;
            }
            String prefix = !atoms.isEmpty() && atoms.getFirst() == START ? literals(1) : "";
            String suffix = !atoms.isEmpty() && atoms.getLast() == END ? literalsBeforeTheEnd() : "";
            return new Prefilter(
                    prefix, suffix, ignoreCase || !prefix.isEmpty() || !suffix.isEmpty() ? "" : longest(), ignoreCase);
        }

        private String literalsBeforeTheEnd() {
            int from = atoms.size() - 1;
            while (from > 0 && atoms.get(from - 1) >= 0) {
                from--;
            }
            return literals(from);
        }

        private String longest() {
            String longest = "";
            for (int from = 0; from < atoms.size(); from++) {
                String literals = literals(from);
                longest = literals.length() > longest.length() ? literals : longest;
                from += literals.length();
            }
            return longest;
        }

        private String literals(int from) {
            StringBuilder text = new StringBuilder();
            for (int i = from; i < atoms.size() && atoms.get(i) >= 0; i++) {
                text.appendCodePoint(atoms.get(i));
            }
            return text.toString();
        }
    }
}
