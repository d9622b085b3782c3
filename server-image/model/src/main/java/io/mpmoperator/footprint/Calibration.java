package io.mpmoperator.footprint;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The constants of one flavor of the server. The head of its file says which are measured and which are decided.
 *
 * @param flavor what the processes are made of that were measured
 * @param values a number of 0 or more for every {@link Constant}
 */
public record Calibration(Flavor flavor, Map<Constant, Long> values) {

    private static final Pattern LINE = Pattern.compile("([a-z0-9.-]{1,60})[ \\t]*=[ \\t]*([0-9]{1,15})");

    public Calibration {
        var copy = new EnumMap<Constant, Long>(Constant.class);
        copy.putAll(values);
        for (Constant constant : Constant.values()) {
            Long value = copy.get(constant);
            if (value == null || value < 0) {
                throw new IllegalArgumentException(
                        "%s is %s: a number of 0 or more is accepted".formatted(constant.key(), value));
            }
        }
        if (copy.getOrDefault(Constant.HEAP_ALIGNMENT, 0L) == 0) {
            throw new IllegalArgumentException(
                    "%s is 0: 1 or more is accepted".formatted(Constant.HEAP_ALIGNMENT.key()));
        }
        values = Collections.unmodifiableMap(copy);
    }

    /** The calibration of a flavor that this model ships. */
    public static Calibration shipped(Flavor flavor) {
        return switch (flavor) {
            case JVM -> ShippedJvm.CALIBRATION;
            case NATIVE -> ShippedNative.CALIBRATION;
        };
    }

    /** The value of a constant, in bytes or per cent. */
    public long get(Constant constant) {
        return Optional.ofNullable(values.get(constant)).orElseThrow();
    }

    /** The same with another value for one constant. */
    public Calibration with(Constant constant, long value) {
        var changed = new EnumMap<Constant, Long>(values);
        changed.put(constant, value);
        return new Calibration(flavor, changed);
    }

    /**
     * Reads lines of {@code name = value}, # comments and empty lines.
     *
     * @throws CalibrationException when a constant is missing, unknown, given twice or no number
     */
    public static Calibration parse(Flavor flavor, String file, String text) throws CalibrationException {
        var values = new EnumMap<Constant, Long>(Constant.class);
        int number = 0;
        for (String line : text.lines().map(String::strip).toList()) {
            number++;
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                throw new CalibrationException(
                        "%s:%d: '%s' is no constant: name = bytes is accepted".formatted(file, number, line));
            }
            Constant constant = named(file, number, matcher.group(1));
            if (values.put(constant, Long.parseLong(matcher.group(2))) != null) {
                throw new CalibrationException("%s:%d: %s is given twice".formatted(file, number, constant.key()));
            }
        }
        try {
            return new Calibration(flavor, values);
        } catch (IllegalArgumentException e) {
            throw new CalibrationException("%s: %s".formatted(file, e.getMessage()));
        }
    }

    /** The text that {@link #parse} reads, with what each constant measures above it. */
    public String write() {
        var text = new StringBuilder();
        values.forEach((constant, value) -> text.append("# %s%n%s = %d%n"
                .formatted(constant.meaning(), constant.key(), value)
                .replace(System.lineSeparator(), "\n")));
        return text.toString();
    }

    private static Constant named(String file, int line, String key) throws CalibrationException {
        return Arrays.stream(Constant.values())
                .filter(constant -> constant.key().equals(key))
                .findFirst()
                .orElseThrow(() ->
                        new CalibrationException("%s:%d: %s is no constant of the model".formatted(file, line, key)));
    }

    private static Calibration read(Flavor flavor) {
        String file = "calibration-" + flavor.text() + ".properties";
        try (InputStream in = Calibration.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("%s is missing beside the model's classes".formatted(file));
            }
            return parse(flavor, file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (CalibrationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class ShippedJvm {

        static final Calibration CALIBRATION = read(Flavor.JVM);
    }

    private static final class ShippedNative {

        static final Calibration CALIBRATION = read(Flavor.NATIVE);
    }
}
