package io.mpmoperator.pattern;

import java.util.regex.MatchResult;

/** What the groups of a match hold: {@code $0} to {@code $9}, or {@code %0} to {@code %9}. */
public final class Captures {

    /** No match: each group is empty. */
    public static final Captures NONE = new Captures("", new int[0]);

    private final String subject;
    private final int[] bounds;

    private Captures(String subject, int[] bounds) {
        this.subject = subject;
        this.bounds = bounds;
    }

    static Captures of(String subject, MatchResult match) {
        int[] bounds = new int[2 * (match.groupCount() + 1)];
        for (int group = 0; group <= match.groupCount(); group++) {
            bounds[2 * group] = match.start(group);
            bounds[2 * group + 1] = match.end(group);
        }
        return new Captures(subject, bounds);
    }

    /** The text of a group; empty where the group has none or does not exist. */
    public String group(int number) {
        return 2 * number >= bounds.length || bounds[2 * number] < 0
                ? ""
                : subject.substring(bounds[2 * number], bounds[2 * number + 1]);
    }

    /** Where the match begins in its subject. */
    public int start() {
        return bounds[0];
    }

    /** Where the match ends in its subject, the end excluded. */
    public int end() {
        return bounds[1];
    }
}
