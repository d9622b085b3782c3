package io.mpmoperator.operator.plan;

import io.fabric8.kubernetes.api.model.Quantity;

/** Bytes in the form that the API server would give them, so that what is written compares equal to what is read. */
public final class Quantities {

    private static final String[] UNITS = {"", "Ki", "Mi", "Gi", "Ti"};

    private Quantities() {}

    /** The quantity with the largest binary unit that divides the bytes, {@code 512Mi}. */
    public static Quantity quantity(long bytes) {
        return new Quantity(text(bytes));
    }

    /** The same as text. */
    public static String text(long bytes) {
        long number = bytes;
        int unit = 0;
        while (number != 0 && number % 1024 == 0 && unit < UNITS.length - 1) {
            number /= 1024;
            unit++;
        }
        return number + UNITS[unit];
    }
}
