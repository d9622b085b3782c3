package io.mpmoperator.operator.log;

import java.util.Locale;

/**
 * What one line of the log says: {@code event=NAME}, then {@code key=value} for each of its fields. It is given to a logger
 * as it is, and becomes text only where the line is written.
 *
 * <p>A value with a space, a quotation mark, an equals sign or a control character in it, and an empty one, stands in
 * quotation marks; within them a quotation mark and a backslash have a backslash before them, and a control character is
 * {@code \n}, {@code \r}, {@code \t} or {@code \}{@code uXXXX}. So a line is one line, and a reader finds where a value ends
 * whatever is in it.
 */
public final class LogLine {

    private final StringBuilder line;

    private LogLine(StringBuilder line) {
        this.line = line;
    }

    /** An event of that name, still without a field. */
    public static LogLine of(String name) {
        return new LogLine(new StringBuilder()).with("event", name);
    }

    /** The same event with one more field; the key is a word, the value anything. */
    public LogLine with(String key, Object value) {
        if (!line.isEmpty()) {
            line.append(' ');
        }
        line.append(key).append('=').append(written(String.valueOf(value)));
        return this;
    }

    /** A value as a line has it: bare, or in quotation marks where it needs them. */
    public static String written(String value) {
        return isBare(value) ? value : quoted(value);
    }

    private static boolean isBare(String value) {
        return !value.isEmpty()
                && value.chars()
                        .noneMatch(c -> c == '"' || c == '=' || c == '\\' || Character.isWhitespace(c) || isControl(c));
    }

    /** Control characters, and the two by which some readers end a line. */
    private static boolean isControl(int c) {
        return Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
    }

    private static String quoted(String value) {
        StringBuilder quoted = new StringBuilder(value.length() + 2).append('"');
        value.chars().forEach(c -> {
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> quoted.append(isControl(c) ? String.format(Locale.ROOT, "\\u%04x", c) : (char) c);
            }
        });
        return quoted.append('"').toString();
    }

    @Override
    public String toString() {
        return line.toString();
    }
}
