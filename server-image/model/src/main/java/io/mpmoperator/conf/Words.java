package io.mpmoperator.conf;

import java.util.ArrayList;
import java.util.List;

/** Apache's words: separated by blanks, or in quotes, where a backslash keeps a quote or a backslash. */
final class Words {

    private Words() {}

    static boolean isBlank(char character) {
        return character == ' ' || character == '\t';
    }

    static List<String> split(String line) {
        var words = new ArrayList<String>();
        int at = 0;
        while (at < line.length()) {
            char character = line.charAt(at);
            if (isBlank(character)) {
                at++;
            } else if (character == '"' || character == '\'') {
                at = quoted(line, at, words);
            } else {
                int end = at;
                while (end < line.length() && !isBlank(line.charAt(end))) {
                    end++;
                }
                words.add(line.substring(at, end));
                at = end;
            }
        }
        return words;
    }

    private static int quoted(String line, int begin, List<String> words) {
        char quote = line.charAt(begin);
        var word = new StringBuilder();
        for (int at = begin + 1; at < line.length(); at++) {
            char character = line.charAt(at);
            if (character == quote) {
                if (at + 1 < line.length() && !isBlank(line.charAt(at + 1))) {
                    throw new IllegalArgumentException("text follows a closing quote: a blank is accepted there");
                }
                words.add(word.toString());
                return at + 1;
            }
            boolean escape = character == '\\' && at + 1 < line.length() && isEscapable(line.charAt(at + 1), quote);
            word.append(escape ? line.charAt(++at) : character);
        }
        throw new IllegalArgumentException("a quote %c is not closed on its line".formatted(quote));
    }

    private static boolean isEscapable(char character, char quote) {
        return character == quote || character == '\\';
    }

    /** The word as {@link #split} reads it back, in quotes only where it needs them. */
    static String written(String word) {
        boolean plain = !word.isEmpty()
                && word.chars().noneMatch(c -> c == ' ' || c == '\t' || c == '"' || c == '\'' || c == '\\' || c == '#');
        return plain ? word : '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
