package io.mpmoperator.operator.plan;

import io.fabric8.kubernetes.api.model.Quantity;
import io.mpmoperator.api.v1alpha1.DurationText;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the values that the API writes as text: lengths of time and quantities of memory. */
final class SpecText {

    /** What has a larger exponent is refused unread: a number of that length takes an age to write out. */
    private static final Pattern QUANTITY = Pattern.compile("[+-]?[0-9.]{1,64}([eE][+-]?[0-9]{1,2}|[a-zA-Z]{0,2})");

    private static final BigDecimal LARGEST = BigDecimal.valueOf(1L << 60);

    private SpecText() {}

    /** A length of time such as {@code 1m30s}; nothing where the field is absent. */
    static Optional<Duration> duration(String field, @Nullable String text) throws RefusedException {
        if (text == null) {
            return Optional.empty();
        }
        Optional<Duration> duration = DurationText.parse(text);
        if (duration.isEmpty()) {
            throw invalid("%s '%s' is not a valid duration: write it like 90s, 1m30s or 500ms".formatted(field, text));
        }
        return duration;
    }

    /** A quantity of memory in bytes; nothing where the field is absent. */
    static Optional<Long> bytes(String field, @Nullable Quantity quantity) throws RefusedException {
        if (quantity == null) {
            return Optional.empty();
        }
        if (!QUANTITY.matcher(quantity.toString()).matches()) {
            throw notMemory(field, quantity);
        }
        BigDecimal bytes;
        try {
            bytes = Quantity.getAmountInBytes(quantity);
        } catch (IllegalArgumentException e) {
            throw notMemory(field, quantity);
        }
        if (bytes.signum() < 0 || bytes.compareTo(LARGEST) > 0) {
            throw notMemory(field, quantity);
        }
        return Optional.of(bytes.longValue());
    }

    /** An amount of a resource in its own unit, such as 0.5 for {@code 500m}. */
    static BigDecimal amount(String field, Quantity quantity) throws RefusedException {
        try {
            if (QUANTITY.matcher(quantity.toString()).matches()
                    && quantity.getNumericalAmount().signum() >= 0) {
                return quantity.getNumericalAmount();
            }
        } catch (IllegalArgumentException e) {
            throw notAnAmount(field, quantity);
        }
        throw notAnAmount(field, quantity);
    }

    private static RefusedException notAnAmount(String field, Quantity quantity) {
        return invalid("%s '%s' is no amount: write it like 2, 500m or 512Mi".formatted(field, quantity));
    }

    private static RefusedException notMemory(String field, Quantity quantity) {
        return invalid("%s '%s' is no quantity of memory: write it like 512Mi or 2Gi".formatted(field, quantity));
    }

    private static RefusedException invalid(String message) {
        return new RefusedException("InvalidSpec", message);
    }
}
