package io.mpmoperator.conf.tree;

import java.util.ArrayList;
import java.util.List;

/**
 * Apache's words: separated by blanks, or in quotes, where a backslash keeps a quote or a backslash. A quote that is not closed goes
 * on to the end of the line.
 */
public final class Words {

    private Words() {}

    static boolean isBlank(char character) {
        return character == ' ' || character == '\t';
    }

    /** The words of a line. */
    public static List<String> split(String line) {
        var words = new ArrayList<String>();
        int at = 0;
        while (at < line.length()) {
            char character = line.charAt(at);
            if (isBlank(character)) {
                at++;
            } else if (character == '"' || character == '\'') {
                at = quoted(line, at, words);
            } else {
                at = plain(line, at, words);
            }
        }
        return words;
    }

    private static int plain(String line, int begin, List<String> words) {
        var word = new StringBuilder();
        int at = begin;
        while (at < line.length() && !isBlank(line.charAt(at))) {
            char character = line.charAt(at);
            boolean escape = character == '\\' && at + 1 < line.length() && line.charAt(at + 1) == '\\';
            word.append(character);
            at += escape ? 2 : 1;
        }
        words.add(word.toString());
        return at;
    }

    private static int quoted(String line, int begin, List<String> words) {
        char quote = line.charAt(begin);
        var word = new StringBuilder();
        for (int at = begin + 1; at < line.length(); at++) {
            char character = line.charAt(at);
            if (character == quote) {
                words.add(word.toString());
                return at + 1;
            }
            boolean escape = character == '\\' && at + 1 < line.length() && isEscapable(line.charAt(at + 1), quote);
            word.append(escape ? line.charAt(++at) : character);
        }
        words.add(word.toString());
        return line.length();
    }

    private static boolean isEscapable(char character, char quote) {
        return character == quote || character == '\\';
    }

    /** The word as {@link #split} reads it back, in quotes only where it needs them. */
    public static String written(String word) {
        boolean plain = !word.isEmpty() && word.chars().noneMatch(c -> " \t\"'\\#<>".indexOf(c) >= 0);
        return plain ? word : '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
