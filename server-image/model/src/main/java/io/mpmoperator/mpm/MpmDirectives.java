package io.mpmoperator.mpm;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The numbers of a mode as somebody wrote them: nothing defaulted, nothing checked.
 *
 * @param mode the multi-processing module they are meant for
 * @param values the directives written, in the order of {@link MpmDirective}; 2.0 and 2 are the same number
 */
public record MpmDirectives(Mode mode, Map<MpmDirective, BigDecimal> values) {

    public MpmDirectives {
        var copy = new EnumMap<MpmDirective, BigDecimal>(MpmDirective.class);
        values.forEach((directive, value) -> copy.put(directive, normalised(value)));
        values = Collections.unmodifiableMap(copy);
    }

    /** A mode with every directive left to its default. */
    public static MpmDirectives of(Mode mode) {
        return new MpmDirectives(mode, Map.of());
    }

    /** The same with one number more, or with that number replaced. */
    public MpmDirectives with(MpmDirective directive, long value) {
        return with(directive, BigDecimal.valueOf(value));
    }

    /** The same with one number more, or with that number replaced. */
    public MpmDirectives with(MpmDirective directive, BigDecimal value) {
        var changed = new EnumMap<MpmDirective, BigDecimal>(MpmDirective.class);
        changed.putAll(values);
        changed.put(directive, value);
        return new MpmDirectives(mode, changed);
    }

    /** What was written for the directive, or nothing where it is left to its default. */
    public Optional<BigDecimal> get(MpmDirective directive) {
        return Optional.ofNullable(values.get(directive));
    }

    /** Whether the directive was written. */
    public boolean has(MpmDirective directive) {
        return values.containsKey(directive);
    }

    private static BigDecimal normalised(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        boolean wholeAndPrintable = stripped.scale() < 0 && stripped.scale() > -20;
        return wholeAndPrintable ? stripped.setScale(0) : stripped;
    }
}
