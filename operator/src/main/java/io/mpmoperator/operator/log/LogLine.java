package io.mpmoperator.operator.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one line of the log says: {@code event=NAME}, then {@code key=value} for each of its fields. It is given to a logger
 * as it is, and becomes text only where the line is written.
 *
 * <p>A value with a space, a quotation mark, an equals sign or a control character in it, and an empty one, is in
 * quotation marks; within them a quotation mark and a backslash have a backslash before them, and a control character is
 * {@code \n}, {@code \r}, {@code \t} or {@code \}{@code uXXXX}. So a line is one line, and a reader finds where a value ends
 * whatever is in it.
 *
 * <p>A key is a word of its own: not {@code time}, {@code level} or {@code logger}, which the line begins with.
 */
public final class LogLine {

    private static final Pattern KEY = Pattern.compile("[a-z][a-zA-Z0-9]*");
    private static final Set<String> OF_EVERY_LINE = Set.of("time", "level", "logger");
    private static final Pattern FIELD =
            Pattern.compile("(%s)=(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^\"\\s]++))(?: |$)".formatted(KEY.pattern()));
    private static final Pattern ESCAPED = Pattern.compile("\\\\(?:u([0-9a-f]{4})|(.))");

    private final StringBuilder line;

    /** One field of a line: its value as it was given, and not as it is written. */
    public record Field(String key, String value) {}

    private LogLine(StringBuilder line) {
        this.line = line;
    }

    /** An event of that name, still without a field. */
    public static LogLine of(String name) {
        return new LogLine(new StringBuilder()).with("event", name);
    }

    /**
     * The same event with one more field; the key is a word, the value anything.
     *
     * @throws IllegalArgumentException if the key is no word of ASCII letters and digits, or one of every line
     */
    public LogLine with(String key, Object value) {
        if (!KEY.matcher(key).matches() || OF_EVERY_LINE.contains(key)) {
            throw new IllegalArgumentException("the key %s of a field: a word of letters and digits, and none of %s"
                    .formatted(key, OF_EVERY_LINE));
        }
        if (!line.isEmpty()) {
            line.append(' ');
        }
        line.append(key).append('=').append(written(String.valueOf(value)));
        return this;
    }

    /** The fields of a line, in their order; none where it is no line of this form. */
    public static List<Field> fields(String line) {
        List<Field> fields = new ArrayList<>();
        Matcher field = FIELD.matcher(line);
        while (field.lookingAt()) {
            fields.add(new Field(field.group(1), field.group(2) == null ? field.group(3) : unquoted(field.group(2))));
            field.region(field.end(), line.length());
        }
        return field.regionStart() == line.length() ? fields : List.of();
    }

    private static String unquoted(String written) {
        return ESCAPED.matcher(written)
                .replaceAll(escaped -> Matcher.quoteReplacement(
                        escaped.group(1) == null
                                ? meant(escaped.group(2))
                                : Character.toString(Integer.parseInt(escaped.group(1), 16))));
    }

    private static String meant(String letter) {
        return switch (letter) {
            case "n" -> "\n";
            case "r" -> "\r";
            case "t" -> "\t";
            default -> letter;
        };
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
