package io.mpmoperator.headers;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * When a response expires: {@code "access plus 1 year"}, {@code A31536000}, {@code M60}.
 *
 * @param afterModification whether the file's last modification counts, and not the request
 */
public record ExpiryCode(boolean afterModification, Duration duration) {

    private static final String ACCEPTED =
            "\"access plus 1 month 2 days\", \"modification plus 5 minutes\", A3600 and M3600" + " are accepted";

    /**
     * Reads a code in either syntax.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static ExpiryCode parse(String text) {
        if (text.matches("[AaMm]-?[0-9]{1,18}")) {
            return new ExpiryCode(
                    Character.toUpperCase(text.charAt(0)) == 'M',
                    Duration.ofSeconds(Long.parseLong(text.substring(1))));
        }
        Iterator<String> words = Arrays.asList(text.strip().split("\\s+", -1)).iterator();
        boolean modification = isModification(words.next(), text);
        return new ExpiryCode(modification, sum(words, text));
    }

    private static boolean isModification(String base, String text) {
        if (isPrefix("modification", base, 1)) {
            return true;
        }
        if (isPrefix("access", base, 1) || isPrefix("now", base, 1)) {
            return false;
        }
        throw refused(text, "'" + base + "' is no base");
    }

    private static Duration sum(Iterator<String> words, String text) {
        Duration sum = Duration.ZERO;
        boolean first = true;
        while (words.hasNext()) {
            String word = words.next();
            if (first && isPrefix("plus", word, 1) && words.hasNext()) {
                word = words.next();
            }
            first = false;
            if (!word.matches("[0-9]{1,9}") || !words.hasNext()) {
                throw refused(text, "a number and its unit are missing");
            }
            sum = sum.plus(unit(words.next(), text).multipliedBy(Long.parseLong(word)));
        }
        return sum;
    }

    private static Duration unit(String word, String text) {
        record Unit(String name, int letters, Duration length) {}
        return List.of(
                        new Unit("years", 1, Duration.ofDays(365)),
                        new Unit("months", 2, Duration.ofDays(30)),
                        new Unit("weeks", 1, Duration.ofDays(7)),
                        new Unit("days", 1, Duration.ofDays(1)),
                        new Unit("hours", 1, Duration.ofHours(1)),
                        new Unit("minutes", 2, Duration.ofMinutes(1)),
                        new Unit("seconds", 1, Duration.ofSeconds(1)))
                .stream()
                .filter(unit -> isPrefix(unit.name(), word, unit.letters()))
                .findFirst()
                .map(Unit::length)
                .orElseThrow(() -> refused(text, "'" + word + "' is no unit"));
    }

    /** Apache looks at the first letters alone, as many as tell the words apart. */
    private static boolean isPrefix(String name, String word, int letters) {
        return word.length() >= letters
                && word.substring(0, letters).toLowerCase(Locale.ROOT).equals(name.substring(0, letters));
    }

    private static IllegalArgumentException refused(String text, String why) {
        return new IllegalArgumentException("'" + text + "' is no time of expiry, " + why + ": " + ACCEPTED);
    }

    /**
     * When a response expires, never before the request; empty where a modification counts that is not known.
     *
     * @param modified when the file was modified last; empty where there is no file
     */
    public Optional<Instant> of(Instant request, Optional<Instant> modified) {
        Optional<Instant> base = afterModification ? modified : Optional.of(request);
        return base.map(from -> from.plus(duration)).map(expires -> expires.isBefore(request) ? request : expires);
    }
}
