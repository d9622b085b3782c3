package io.mpmoperator.logformat;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.Locale;

/** Formats a time as {@code strftime} does in the C locale. */
final class Strftime {

    private static final String[] MONTHS = {
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December"
    };
    private static final String[] DAYS = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
    private static final int SHORT = 3;

    private Strftime() {}

    static String format(String format, ZonedDateTime time) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            if (c == '%' && i + 1 < format.length()) {
                append(out, format.charAt(++i), time);
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static void append(StringBuilder out, char letter, ZonedDateTime time) {
        String composed = switch (letter) {
            case 'c' -> "%a %b %e %H:%M:%S %Y";
            case 'D', 'x' -> "%m/%d/%y";
            case 'F' -> "%Y-%m-%d";
            case 'r' -> "%I:%M:%S %p";
            case 'R' -> "%H:%M";
            case 'T', 'X' -> "%H:%M:%S";
            default -> "";
        };
        out.append(composed.isEmpty() ? single(letter, time) : format(composed, time));
    }

    private static String single(char letter, ZonedDateTime time) {
        return switch (letter) {
            case 'a' -> DAYS[weekday(time)].substring(0, SHORT);
            case 'A' -> DAYS[weekday(time)];
            case 'b', 'h' -> MONTHS[time.getMonthValue() - 1].substring(0, SHORT);
            case 'B' -> MONTHS[time.getMonthValue() - 1];
            case 'p' -> time.getHour() < 12 ? "AM" : "PM";
            case 'P' -> time.getHour() < 12 ? "am" : "pm";
            case 'z' -> offset(time.getOffset().getTotalSeconds() / 60);
            case 'Z' -> DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH).format(time);
            case 'n' -> "\n";
            case 't' -> "\t";
            case '%' -> "%";
            default -> number(letter, time);
        };
    }

    private static String offset(int minutes) {
        int size = Math.abs(minutes);
        return (minutes < 0 ? "-" : "+") + padded(size / 60, 2, '0') + padded(size % 60, 2, '0');
    }

    private static String number(char letter, ZonedDateTime time) {
        return switch (letter) {
            case 'C' -> padded(time.getYear() / 100, 2, '0');
            case 'd' -> padded(time.getDayOfMonth(), 2, '0');
            case 'e' -> padded(time.getDayOfMonth(), 2, ' ');
            case 'g' -> padded(time.get(IsoFields.WEEK_BASED_YEAR) % 100, 2, '0');
            case 'G' -> Integer.toString(time.get(IsoFields.WEEK_BASED_YEAR));
            case 'H' -> padded(time.getHour(), 2, '0');
            case 'I' -> padded(time.get(ChronoField.CLOCK_HOUR_OF_AMPM), 2, '0');
            case 'j' -> padded(time.getDayOfYear(), 3, '0');
            case 'k' -> padded(time.getHour(), 2, ' ');
            case 'l' -> padded(time.get(ChronoField.CLOCK_HOUR_OF_AMPM), 2, ' ');
            case 'm' -> padded(time.getMonthValue(), 2, '0');
            case 'M' -> padded(time.getMinute(), 2, '0');
            case 's' -> Long.toString(time.toEpochSecond());
            case 'S' -> padded(time.getSecond(), 2, '0');
            case 'u' -> Integer.toString(time.getDayOfWeek().getValue());
            case 'U' -> padded((time.getDayOfYear() + 6 - weekday(time)) / 7, 2, '0');
            case 'V' -> padded(time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR), 2, '0');
            case 'w' -> Integer.toString(weekday(time));
            case 'W' -> padded((time.getDayOfYear() + 6 - (weekday(time) + 6) % 7) / 7, 2, '0');
            case 'y' -> padded(time.getYear() % 100, 2, '0');
            case 'Y' -> Integer.toString(time.getYear());
            default -> "%" + letter;
        };
    }

    /** 0 for Sunday. */
    private static int weekday(ZonedDateTime time) {
        return time.getDayOfWeek().getValue() % 7;
    }

    private static String padded(int number, int width, char with) {
        String digits = Integer.toString(number);
        return Character.toString(with).repeat(Math.max(0, width - digits.length())) + digits;
    }
}
