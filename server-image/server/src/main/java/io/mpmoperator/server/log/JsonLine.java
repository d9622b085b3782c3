package io.mpmoperator.server.log;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A JSON object a line, in ASCII alone; a field that the client did not send is null. */
final class JsonLine implements AccessLine {

    private final long pid;
    private final SecondText second = new SecondText(JsonLine::time);

    JsonLine(long pid) {
        this.pid = pid;
    }

    @Override
    public void add(AccessLog.Entry entry, long receivedMillis, LineBuffer line) {
        line.ascii("{\"time\":\"").ascii(second.of(receivedMillis));
        line.ascii('.').number(Math.floorMod(receivedMillis, 1000), 3).ascii("Z\",\"client\":");
        line.json(entry.client(), CLIENT_LIMIT).ascii(",\"method\":").json(entry.method(), METHOD_LIMIT);
        line.ascii(",\"target\":").json(entry.target(), TARGET_LIMIT);
        line.ascii(",\"protocol\":").json(entry.protocol(), PROTOCOL_LIMIT);
        line.ascii(",\"status\":").number(entry.status(), 1);
        line.ascii(",\"bytes\":").number(entry.bytes(), 1);
        line.ascii(",\"durationMicros\":").number(entry.micros(), 1).ascii(",\"referer\":");
        field(entry.referer(), line);
        line.ascii(",\"userAgent\":");
        field(entry.userAgent(), line);
        line.ascii(",\"pid\":").number(pid, 1).ascii('}').endLine();
    }

    private static void field(@Nullable String value, LineBuffer line) {
        if (value == null) {
            line.ascii("null");
        } else {
            line.json(value, FIELD_LIMIT);
        }
    }

    private static void time(LocalDate day, int secondOfDay, LineBuffer text) {
        text.number(day.getYear(), 4).ascii('-').number(day.getMonthValue(), 2);
        text.ascii('-').number(day.getDayOfMonth(), 2);
        text.ascii('T').number(secondOfDay / 3600, 2).ascii(':').number(secondOfDay / 60 % 60, 2);
        text.ascii(':').number(secondOfDay % 60, 2);
    }
}
