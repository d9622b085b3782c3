package io.mpmoperator.api.v1alpha1;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How the age of a response is written: whole numbers with units, largest first, such as {@code 365d} or {@code 1h30m}. */
public final class AgeText {

    /** Days, hours, minutes and seconds, each at most once; at least one of them; {@code 0} alone is no time. */
    public static final String PATTERN = "^(0|([0-9]{1,5}d)?([0-9]{1,6}h)?([0-9]{1,6}m)?([0-9]{1,9}s)?)$";

    static final String MEDIA_TYPE = "^[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+$";

    private static final Pattern WHOLE = Pattern.compile(PATTERN);

    private AgeText() {}

    /** The length of time; nothing for an empty text and for one that is not of {@link #PATTERN}. */
    public static Optional<Duration> parse(String text) {
        Matcher whole = WHOLE.matcher(text);
        if (text.isEmpty() || !whole.matches()) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofDays(number(whole.group(2)))
                .plusHours(number(whole.group(3)))
                .plusMinutes(number(whole.group(4)))
                .plusSeconds(number(whole.group(5))));
    }

    private static long number(@Nullable String part) {
        return part == null ? 0 : Long.parseLong(part.substring(0, part.length() - 1));
    }
}
