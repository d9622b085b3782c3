package io.mpmoperator.conf;

import java.util.ArrayList;
import java.util.List;

/**
 * A directive as it is in the file.
 *
 * @param number the line it begins on, counted from 1
 */
record ConfLine(int number, String name, List<String> arguments) {

    /** What one who reads it has memory for, whoever wrote it. */
    static final int MOST_LINES = 2000;

    /** Characters of a directive with its arguments. */
    static final int LONGEST_LINE = 16 * 1024;

    /**
     * The directives of a text: one a line, a line that ends in a backslash goes on in the next, a line that begins
     * with # is a comment.
     */
    static List<ConfLine> split(String file, String text) throws ConfException {
        var lines = new ArrayList<ConfLine>();
        var logical = new StringBuilder();
        int number = 0;
        int first = 1;
        for (int begin = 0, end; begin <= text.length(); begin = end + 1) {
            end = endOfLine(text, begin);
            String physical = text.substring(begin, end);
            number++;
            String content = physical.endsWith("\r") ? physical.substring(0, physical.length() - 1) : physical;
            if (content.chars().anyMatch(Texts::isControl)) {
                throw new ConfException(file, number, "the line contains a control character: plain text is accepted");
            }
            boolean continued = content.endsWith("\\");
            logical.append(continued ? content.substring(0, content.length() - 1) : content);
            if (!continued) {
                add(lines, file, first, logical.toString());
                logical.setLength(0);
                first = number + 1;
            }
        }
        add(lines, file, first, logical.toString());
        return lines;
    }

    private static int endOfLine(String text, int begin) {
        int end = text.indexOf('\n', begin);
        return end < 0 ? text.length() : end;
    }

    private static void add(List<ConfLine> lines, String file, int number, String content) throws ConfException {
        if (startsComment(content)) {
            return;
        }
        if (content.length() > LONGEST_LINE) {
            throw new ConfException(
                    file,
                    number,
                    "the line has %d characters: at most %d are accepted".formatted(content.length(), LONGEST_LINE));
        }
        List<String> words;
        try {
            words = Words.split(content);
        } catch (IllegalArgumentException e) {
            throw new ConfException(file, number, String.valueOf(e.getMessage()));
        }
        if (!words.isEmpty()) {
            if (lines.size() == MOST_LINES) {
                throw new ConfException(
                        file, number, "more than %d directives: no more are accepted".formatted(MOST_LINES));
            }
            lines.add(new ConfLine(number, words.getFirst(), words.subList(1, words.size())));
        }
    }

    private static boolean startsComment(String content) {
        int begin = 0;
        while (begin < content.length() && Words.isBlank(content.charAt(begin))) {
            begin++;
        }
        return begin < content.length() && content.charAt(begin) == '#';
    }
}
