package io.mpmoperator.conf;

import java.util.ArrayList;
import java.util.List;

/**
 * A directive as it stands in the file.
 *
 * @param number the line it begins on, counted from 1
 */
record ConfLine(int number, String name, List<String> arguments) {

    /**
     * The directives of a text: one a line, a line that ends in a backslash goes on in the next, a line that begins
     * with # is a comment.
     */
    static List<ConfLine> split(String file, String text) throws ConfException {
        var lines = new ArrayList<ConfLine>();
        var logical = new StringBuilder();
        int number = 0;
        int first = 1;
        for (String physical : text.split("\n", -1)) {
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

    private static void add(List<ConfLine> lines, String file, int number, String content) throws ConfException {
        List<String> words;
        try {
            words = startsComment(content) ? List.of() : Words.split(content);
        } catch (IllegalArgumentException e) {
            throw new ConfException(file, number, String.valueOf(e.getMessage()));
        }
        if (!words.isEmpty()) {
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
