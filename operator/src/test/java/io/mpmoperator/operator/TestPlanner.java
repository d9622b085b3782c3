package io.mpmoperator.operator;

import io.mpmoperator.footprint.Calibration;
import io.mpmoperator.footprint.Constant;
import io.mpmoperator.footprint.Flavor;
import io.mpmoperator.operator.plan.Planner;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/** A planner whose numbers do not move when the server is measured anew. */
public final class TestPlanner {

    public static final String IMAGE = "mpm-server:test";

    private TestPlanner() {}

    /** Plans with the round numbers of {@code calibration-test-*.properties}; a constant that is not there is 0. */
    public static Planner create() {
        return create(Flavor.JVM);
    }

    /** The same with that flavor for a spec that names none. */
    public static Planner create(Flavor defaultFlavor) {
        return new Planner(
                TestPlanner::calibration,
                flavor -> switch (flavor) {
                    case JVM -> IMAGE;
                    case NATIVE -> IMAGE + "-native";
                },
                defaultFlavor);
    }

    private static Calibration calibration(Flavor flavor) {
        Properties numbers = new Properties();
        String file = "/calibration-test-%s.properties".formatted(flavor.text());
        try (InputStream in = TestPlanner.class.getResourceAsStream(file)) {
            numbers.load(Objects.requireNonNull(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<Constant, Long> values = new EnumMap<>(Constant.class);
        for (Constant constant : Constant.values()) {
            values.put(constant, Long.parseLong(numbers.getProperty(constant.key(), "0")));
        }
        return new Calibration(flavor, values);
    }
}
