package io.mpmoperator.api.v1alpha1;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a length of time is written: whole numbers with units, largest first, such as {@code 1m30s} or {@code 500ms}. */
public final class DurationText {

    /** Hours, minutes, seconds and milliseconds, each at most once; at least one of them; {@code 0} alone is no time. */
    public static final String PATTERN = "^(0|([0-9]{1,6}h)?([0-9]{1,6}m)?([0-9]{1,8}s)?([0-9]{1,8}ms)?)$";

    private static final Pattern WHOLE = Pattern.compile(PATTERN);
    private static final Pattern PART = Pattern.compile("([0-9]+)(ms|h|m|s)");

    private DurationText() {}

    /** The length of time; nothing for an empty text and for one that is not of {@link #PATTERN}. */
    public static Optional<Duration> parse(String text) {
        if (text.isEmpty() || !WHOLE.matcher(text).matches()) {
            return Optional.empty();
        }
        Duration sum = Duration.ZERO;
        Matcher part = PART.matcher(text);
        while (part.find()) {
            sum = sum.plus(duration(Long.parseLong(part.group(1)), part.group(2)));
        }
        return Optional.of(sum);
    }

    private static Duration duration(long number, String unit) {
        return switch (unit) {
            case "h" -> Duration.ofHours(number);
            case "m" -> Duration.ofMinutes(number);
            case "s" -> Duration.ofSeconds(number);
            case "ms" -> Duration.ofMillis(number);
            default -> throw new IllegalArgumentException(unit);
        };
    }
}
