package io.mpmoperator.pattern;

/** Counts the capturing groups of a pattern, which decide whether {@code \12} is a reference. */
final class GroupCount {

    private GroupCount() {}

    static int of(String pattern) {
        int groups = 0;
        boolean inClass = false;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\\') {
                i++;
            } else if (inClass) {
                inClass = c != ']';
            } else if (c == '[') {
                inClass = true;
                i += skipped(pattern, i + 1);
            } else if (c == '(' && isCapturing(pattern, i + 1)) {
                groups++;
            }
        }
        return groups;
    }

    /** A bracket that comes first in a class does not close it. */
    private static int skipped(String pattern, int at) {
        int caret = pattern.startsWith("^", at) ? 1 : 0;
        return pattern.startsWith("]", at + caret) ? caret + 1 : caret;
    }

    private static boolean isCapturing(String pattern, int at) {
        return !pattern.startsWith("?", at)
                || pattern.startsWith("?P<", at)
                || pattern.startsWith("?'", at)
                || (pattern.startsWith("?<", at) && !pattern.startsWith("?<=", at) && !pattern.startsWith("?<!", at));
    }
}
