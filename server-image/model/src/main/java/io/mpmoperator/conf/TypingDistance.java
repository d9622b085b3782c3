package io.mpmoperator.conf;

import java.util.Locale;

/** How many letters must be added, removed or replaced to make one name of another, whatever their case. */
final class TypingDistance {

    private static final int COMPARED = 64;

    private TypingDistance() {}

    static int between(String one, String other) {
        String left = compared(one);
        String right = compared(other);
        int[] above = new int[right.length() + 1];
        for (int column = 0; column < above.length; column++) {
            above[column] = column;
        }
        for (int row = 1; row <= left.length(); row++) {
            int[] current = new int[right.length() + 1];
            current[0] = row;
            for (int column = 1; column < current.length; column++) {
                int replaced = above[column - 1] + (left.charAt(row - 1) == right.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(replaced, Math.min(above[column], current[column - 1]) + 1);
            }
            above = current;
        }
        return above[right.length()];
    }

    private static String compared(String name) {
        return name.substring(0, Math.min(name.length(), COMPARED)).toLowerCase(Locale.ROOT);
    }
}
