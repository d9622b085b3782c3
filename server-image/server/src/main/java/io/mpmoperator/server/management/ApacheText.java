package io.mpmoperator.server.management;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;

/** Numbers and times in the words of Apache's mod_status. Made by hand: a formatter would load locales. */
final class ApacheText {

    private static final int SIGNIFICANT_DIGITS = 6;

    private ApacheText() {}

    /** A number as C's {@code %g} prints it: six significant digits, no zeros at the end. */
    static String general(double value) {
        BigDecimal rounded =
                BigDecimal.valueOf(value).round(new MathContext(SIGNIFICANT_DIGITS, RoundingMode.HALF_EVEN));
        if (rounded.signum() == 0) {
            return "0";
        }
        BigDecimal shortest = rounded.stripTrailingZeros();
        int exponent = shortest.precision() - shortest.scale() - 1;
        if (exponent >= -4 && exponent < SIGNIFICANT_DIGITS) {
            return shortest.toPlainString();
        }
        String sign = exponent < 0 ? "-" : "+";
        return shortest.movePointLeft(exponent).toPlainString() + "e" + sign + twoDigits(Math.abs(exponent));
    }

    /** A moment, {@code Monday, 23-Nov-2026 03:15:20 UTC}. */
    static String time(Instant instant) {
        LocalDateTime utc = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        return capitalized(utc.getDayOfWeek().name()) + ", " + twoDigits(utc.getDayOfMonth()) + "-"
                + capitalized(utc.getMonth().name().substring(0, 3)) + "-" + utc.getYear() + " "
                + twoDigits(utc.getHour()) + ":" + twoDigits(utc.getMinute()) + ":" + twoDigits(utc.getSecond())
                + " UTC";
    }

    /** A time span, {@code 2 days 1 hour 5 seconds}; empty below a second. */
    static String span(Duration duration) {
        StringBuilder text = new StringBuilder();
        part(text, duration.toDays(), "day");
        part(text, duration.toHoursPart(), "hour");
        part(text, duration.toMinutesPart(), "minute");
        part(text, duration.toSecondsPart(), "second");
        return text.toString();
    }

    private static void part(StringBuilder text, long number, String unit) {
        if (number > 0) {
            text.append(text.isEmpty() ? "" : " ").append(number).append(' ').append(unit);
            text.append(number == 1 ? "" : "s");
        }
    }

    /**
     * The server's name and version, {@code mpm-server/1.2.3 (SNAPSHOT)}. Readers of Apache's status take it apart and
     * insist on three numbers.
     */
    static String software(String version) {
        int suffix = 0;
        while (suffix < version.length()
                && (Character.isDigit(version.charAt(suffix)) || version.charAt(suffix) == '.')) {
            suffix++;
        }
        String[] given = version.substring(0, suffix).split("\\.", -1);
        StringBuilder text = new StringBuilder("mpm-server/");
        for (int i = 0; i < 3; i++) {
            text.append(i == 0 ? "" : ".").append(i < given.length && !given[i].isEmpty() ? given[i] : "0");
        }
        String rest = version.substring(suffix).replace("-", "");
        return rest.isEmpty()
                ? text.toString()
                : text.append(" (").append(rest).append(')').toString();
    }

    private static String capitalized(String upperCase) {
        return upperCase.charAt(0) + upperCase.substring(1).toLowerCase(Locale.ROOT);
    }

    private static String twoDigits(int number) {
        return number < 10 ? "0" + number : String.valueOf(number);
    }
}
