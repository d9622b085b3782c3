package io.mpmoperator.proxy;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What is said of a backend by {@code key=value}. */
public record Parameters(Map<Parameter, String> values) {

    /** Nothing is said. */
    public static final Parameters NONE = new Parameters(Map.of());

    public Parameters {
        values = Map.copyOf(values);
    }

    /**
     * Reads words of the form {@code key=value}.
     *
     * @throws IllegalArgumentException for a key or a value that is not known
     */
    public static Parameters parse(List<String> words) {
        Map<Parameter, String> values = new EnumMap<>(Parameter.class);
        for (String word : words) {
            int sign = word.indexOf('=');
            if (sign <= 0) {
                throw new IllegalArgumentException("'" + word + "' is no parameter: key=value is accepted");
            }
            Parameter parameter = Parameter.named(word.substring(0, sign));
            values.put(parameter, parameter.require(word.substring(sign + 1)));
        }
        return new Parameters(values);
    }

    /** These, and what others say where these say nothing. */
    public Parameters over(Parameters others) {
        Map<Parameter, String> both = new EnumMap<>(Parameter.class);
        both.putAll(others.values);
        both.putAll(values);
        return new Parameters(both);
    }

    /** What is said. */
    public Optional<String> text(Parameter parameter) {
        return Optional.ofNullable(values.get(parameter));
    }

    /** A number that is said. */
    public OptionalInt number(Parameter parameter) {
        String text = values.get(parameter);
        return text == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text));
    }

    /** Whether On is said. */
    public boolean isOn(Parameter parameter) {
        return "on".equals(values.get(parameter));
    }

    /** A time that is said. */
    public Optional<Duration> time(Parameter parameter) {
        return text(parameter).map(text -> time(text, parameter.isMilliseconds() ? "ms" : "s"));
    }

    private static Duration time(String text, String unit) {
        int digits = 0;
        while (digits < text.length() && Character.isDigit(text.charAt(digits))) {
            digits++;
        }
        long amount = Long.parseLong(text.substring(0, digits));
        return switch (digits == text.length() ? unit : text.substring(digits)) {
            case "ms" -> Duration.ofMillis(amount);
            case "mi", "min" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofSeconds(amount);
        };
    }

    /** Whether connections are kept for other requests: a FastCGI server may have a process for each, and is asked for it. */
    public boolean areReused(Scheme scheme) {
        boolean forbidden = isOn(Parameter.DISABLEREUSE) || isOff(Parameter.ENABLEREUSE);
        boolean asked = isOn(Parameter.ENABLEREUSE) || isOff(Parameter.DISABLEREUSE);
        return !forbidden && (asked || scheme != Scheme.FCGI);
    }

    private boolean isOff(Parameter parameter) {
        return "off".equals(values.get(parameter));
    }
}
