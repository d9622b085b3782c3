package io.mpmoperator.conf;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Apache's syntax of time: seconds, or a number with ms, s, min or h. */
final class Intervals {

    private static final Duration LONGEST = Duration.ofDays(36500);

    private Intervals() {}

    /** Compiled when text is first read: a process that only holds intervals needs no regular expressions. */
    private static final class Syntax {
        static final Pattern PATTERN = Pattern.compile("([0-9]{1,10})(ms|s|min|mi|h)?");
    }

    static Duration parse(String text) {
        Matcher matcher = Syntax.PATTERN.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'%s' is no time: seconds, or a number with ms, s, min or h are accepted".formatted(text));
        }
        long amount = Long.parseLong(matcher.group(1));
        String unit = matcher.group(2) == null ? "s" : matcher.group(2);
        return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "min", "mi" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofSeconds(amount);
        };
    }

    /** Whole seconds as a bare number, anything finer with ms. */
    static String format(Duration interval) {
        long millis = interval.toMillis();
        return millis % 1000 == 0 ? Long.toString(millis / 1000) : millis + "ms";
    }

    static void require(String what, Duration interval) {
        if (interval.isNegative()
                || interval.compareTo(LONGEST) > 0
                || !interval.equals(Duration.ofMillis(interval.toMillis()))) {
            throw new IllegalArgumentException("%s %s is no time from 0 to %d days in whole milliseconds"
                    .formatted(what, interval, LONGEST.toDays()));
        }
    }
}
