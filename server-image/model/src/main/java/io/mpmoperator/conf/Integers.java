package io.mpmoperator.conf;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/** The syntax of numbers. */
final class Integers {

    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{1,18})?");

    private Integers() {}

    static int parse(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'%s' is no whole number that is accepted here".formatted(text), e);
        }
    }

    static BigDecimal parseDecimal(String text) {
        if (!DECIMAL.matcher(text).matches()) {
            throw new IllegalArgumentException("'%s' is no number: digits are accepted".formatted(text));
        }
        return new BigDecimal(text);
    }
}
