package io.mpmoperator.e2e.benchmark.report;

import java.util.OptionalDouble;

/**
 * What a value must reach.
 *
 * @param better the direction in which a value is better
 * @param unit what the numbers are in: {@code x} for ratios
 */
public record Target(Better better, String unit, OptionalDouble atLeast, OptionalDouble aim) {

    /** Which of two values is better. */
    public enum Better {
        HIGHER,
        LOWER
    }

    /** A ratio that is to be high. */
    public static Target times(double atLeast, double aim) {
        return new Target(Better.HIGHER, "x", OptionalDouble.of(atLeast), OptionalDouble.of(aim));
    }

    /** A number that is to be low. */
    public static Target below(String unit, double atLeast, double aim) {
        return new Target(Better.LOWER, unit, OptionalDouble.of(atLeast), OptionalDouble.of(aim));
    }

    /** The same without one of its numbers. */
    public Target withoutAim() {
        return new Target(better, unit, atLeast, OptionalDouble.empty());
    }

    /** The same without one of its numbers. */
    public Target withoutAtLeast() {
        return new Target(better, unit, OptionalDouble.empty(), aim);
    }

    /** What a value is worth. */
    public Verdict judge(double value) {
        if (aim.isPresent() && reaches(value, aim.getAsDouble())) {
            return Verdict.MET_AIM;
        }
        if (atLeast.isPresent()) {
            return reaches(value, atLeast.getAsDouble()) ? Verdict.MET : Verdict.SHORT;
        }
        return Verdict.BELOW_AIM;
    }

    private boolean reaches(double value, double number) {
        return better == Better.HIGHER ? value >= number : value <= number;
    }

    /** The number that is to be reached at least, as text; nothing where there is none. */
    public String atLeastText() {
        return text(atLeast);
    }

    /** The number that is aimed at, as text; nothing where there is none. */
    public String aimText() {
        return text(aim);
    }

    private String text(OptionalDouble number) {
        if (number.isEmpty()) {
            return "";
        }
        String space = unit.equals("x") ? "" : " ";
        return (better == Better.HIGHER ? "≥ " : "≤ ") + Numbers.plain(number.getAsDouble()) + space + unit;
    }
}
