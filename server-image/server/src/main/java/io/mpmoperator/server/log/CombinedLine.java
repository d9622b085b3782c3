package io.mpmoperator.server.log;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Apache's combined format, {@code %h %l %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i"}, or its common one, which ends after
 * {@code %b}; times in UTC.
 *
 * @see <a href="https://httpd.apache.org/docs/2.4/mod/mod_log_config.html">mod_log_config</a>
 */
final class CombinedLine implements AccessLine {

    private static final String[] MONTHS = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };

    private final boolean whole;
    private final SecondText second = new SecondText(CombinedLine::time);

    /**
     * The line.
     *
     * @param whole whether it is combined
     */
    CombinedLine(boolean whole) {
        this.whole = whole;
    }

    @Override
    public void add(AccessLog.Entry entry, long receivedMillis, LineBuffer line) {
        line.apache(entry.client(), CLIENT_LIMIT).ascii(" - ");
        String user = entry.user();
        line.apache(user == null ? "-" : user, CLIENT_LIMIT).ascii(' ');
        line.ascii(second.of(receivedMillis)).ascii(" \"");
        requestLine(entry, line);
        line.ascii("\" ").number(entry.status(), 3).ascii(' ');
        if (entry.bytes() > 0) {
            line.number(entry.bytes(), 1);
        } else {
            line.ascii('-');
        }
        if (whole) {
            field(entry.referer(), line);
            field(entry.userAgent(), line);
        }
        line.endLine();
    }

    /** The request line as far as there was one. */
    private static void requestLine(AccessLog.Entry entry, LineBuffer line) {
        if (entry.method().isEmpty() && entry.target().isEmpty()) {
            line.ascii('-');
            return;
        }
        line.apache(entry.method(), METHOD_LIMIT);
        if (!entry.target().isEmpty()) {
            line.ascii(' ').apache(entry.target(), TARGET_LIMIT);
        }
        if (!entry.protocol().isEmpty()) {
            line.ascii(' ').apache(entry.protocol(), PROTOCOL_LIMIT);
        }
    }

    private static void field(@Nullable String value, LineBuffer line) {
        line.ascii(" \"").apache(value == null ? "-" : value, FIELD_LIMIT).ascii('"');
    }

    /** A second as {@code %t} has it, {@code [23/Nov/2026:03:15:20 +0000]}. */
    private static void time(LocalDate day, int secondOfDay, LineBuffer text) {
        text.ascii('[').number(day.getDayOfMonth(), 2).ascii('/');
        text.ascii(MONTHS[day.getMonthValue() - 1]).ascii('/').number(day.getYear(), 4);
        text.ascii(':').number(secondOfDay / 3600, 2).ascii(':').number(secondOfDay / 60 % 60, 2);
        text.ascii(':').number(secondOfDay % 60, 2).ascii(" +0000]");
    }
}
