package io.mpmoperator.conf.tree;

import java.util.ArrayList;
import java.util.List;

/**
 * A line after its continuations were joined to it.
 *
 * @param text without blanks around it; never empty, never a comment
 */
record LogicalLine(Position at, String text) {

    /** Characters of a directive with its arguments. */
    static final int LONGEST = 16 * 1024;

    /** The lines of a text: a line that ends in a backslash goes on in the next, one that begins with # is a comment. */
    static List<LogicalLine> split(String file, String text) throws SyntaxException {
        var lines = new ArrayList<LogicalLine>();
        var logical = new StringBuilder();
        int number = 0;
        int first = 1;
        for (int begin = 0, end; begin <= text.length(); begin = end + 1) {
            end = endOfLine(text, begin);
            number++;
            String content = withoutReturn(text.substring(begin, end));
            requirePlain(content, new Position(file, number));
            boolean continued = content.endsWith("\\");
            logical.append(continued ? content.substring(0, content.length() - 1) : content);
            if (!continued) {
                add(lines, new Position(file, first), logical.toString().strip());
                logical.setLength(0);
                first = number + 1;
            }
        }
        add(lines, new Position(file, first), logical.toString().strip());
        return lines;
    }

    private static int endOfLine(String text, int begin) {
        int end = text.indexOf('\n', begin);
        return end < 0 ? text.length() : end;
    }

    private static String withoutReturn(String physical) {
        return physical.endsWith("\r") ? physical.substring(0, physical.length() - 1) : physical;
    }

    private static void requirePlain(String content, Position at) throws SyntaxException {
        if (content.chars().anyMatch(c -> c != '\t' && Character.isISOControl(c))) {
            throw new SyntaxException(at, "the line contains a control character: plain text is accepted");
        }
    }

    private static void add(List<LogicalLine> lines, Position at, String content) throws SyntaxException {
        if (content.isEmpty() || content.startsWith("#")) {
            return;
        }
        if (content.length() > LONGEST) {
            throw new SyntaxException(
                    at, "the line has %d characters: at most %d are accepted".formatted(content.length(), LONGEST));
        }
        lines.add(new LogicalLine(at, content));
    }
}
