package io.mpmoperator.conf;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The syntax of sizes: bytes, or a number with K, M or G for powers of 1024. */
final class ByteSizes {

    private static final Pattern SYNTAX = Pattern.compile("([0-9]{1,19})([KMG]?)");

    private ByteSizes() {}

    static long parse(String text) {
        Matcher matcher = SYNTAX.matcher(text.toUpperCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'%s' is no size: bytes, or a number with K, M or G are accepted".formatted(text));
        }
        try {
            return Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << shift(matcher.group(2)));
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException("'%s' is too large a size".formatted(text), e);
        }
    }

    /** With the largest unit that leaves a whole number. */
    static String format(long bytes) {
        for (String unit : new String[] {"G", "M", "K"}) {
            long size = 1L << shift(unit);
            if (bytes > 0 && bytes % size == 0) {
                return bytes / size + unit;
            }
        }
        return Long.toString(bytes);
    }

    private static int shift(String unit) {
        return switch (unit) {
            case "K" -> 10;
            case "M" -> 20;
            case "G" -> 30;
            default -> 0;
        };
    }
}
