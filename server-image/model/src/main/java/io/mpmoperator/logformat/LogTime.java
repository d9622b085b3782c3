package io.mpmoperator.logformat;

import java.time.Instant;
import java.time.ZonedDateTime;

/**
 * A time in a log: {@code %t}, {@code %{format}t}.
 *
 * @param atEnd whether it is that of the response's end
 * @param format empty for Apache's own
 */
record LogTime(boolean atEnd, String format) {

    static LogTime parse(String argument) {
        if (argument.startsWith("end:")) {
            return new LogTime(true, argument.substring(4));
        }
        return new LogTime(false, argument.startsWith("begin:") ? argument.substring(6) : argument);
    }

    String of(LogFacts facts) {
        Instant instant = atEnd ? facts.received().plusNanos(1000 * facts.elapsedMicros()) : facts.received();
        return switch (format) {
            case "sec" -> Long.toString(instant.getEpochSecond());
            case "msec" -> Long.toString(instant.toEpochMilli());
            case "usec" -> Long.toString(1_000_000 * instant.getEpochSecond() + instant.getNano() / 1000);
            case "msec_frac" -> padded(instant.getNano() / 1_000_000, 3);
            case "usec_frac" -> padded(instant.getNano() / 1000, 6);
            default -> formatted(instant.atZone(facts.time().getZone()));
        };
    }

    private String formatted(ZonedDateTime time) {
        return format.isEmpty()
                ? "[" + Strftime.format("%d/%b/%Y:%H:%M:%S %z", time) + "]"
                : Strftime.format(format, time);
    }

    private static String padded(int number, int width) {
        String digits = Integer.toString(number);
        return "0".repeat(width - digits.length()) + digits;
    }
}
