package io.mpmoperator.logformat;

import java.util.List;

/** The format of a log's lines, compiled. Immutable. */
public final class LogFormat {

    /** Apache's {@code common}. */
    public static final LogFormat COMMON = parse("%h %l %u %t \"%r\" %>s %b");

    /** Apache's {@code combined}, as its configurations define it. */
    public static final LogFormat COMBINED = parse("%h %l %u %t \"%r\" %>s %b \"%{Referer}i\" \"%{User-Agent}i\"");

    private final String text;
    private final List<LogItem> items;

    private LogFormat(String text, List<LogItem> items) {
        this.text = text;
        this.items = List.copyOf(items);
    }

    /**
     * Reads a format.
     *
     * @throws IllegalArgumentException for a directive that is not known
     */
    public static LogFormat parse(String text) {
        return new LogFormat(text, new LogFormatParser(text).items());
    }

    /** Appends the line of a request, without its end. */
    public void append(StringBuilder out, LogFacts facts) {
        for (LogItem item : items) {
            item.append(out, facts);
        }
    }

    /** The same; in a line of more characters than a limit, the values that clients have a say in are cut, and end in three dots. */
    public void append(StringBuilder out, LogFacts facts, int limit) {
        int from = out.length();
        append(out, facts);
        if (out.length() - from > limit) {
            out.setLength(from);
            int share = limit / items.size();
            items.forEach(item -> item.append(out, facts, share));
        }
    }

    /** The line of a request, without its end. */
    public String line(LogFacts facts) {
        StringBuilder out = new StringBuilder(160);
        append(out, facts);
        return out.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LogFormat that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The text that was read. */
    @Override
    public String toString() {
        return text;
    }
}
