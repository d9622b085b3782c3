package io.mpmoperator.footprint;

import java.util.Locale;

/** Whole MiB, and bytes for people. */
final class Mebibytes {

    static final long ONE = 1L << 20;

    private Mebibytes() {}

    static long roundUp(long bytes) {
        return roundUp(bytes, ONE);
    }

    /** The next multiple; throws {@link ArithmeticException} where a long cannot hold it. */
    static long roundUp(long bytes, long multiple) {
        return Math.multiplyExact(Math.ceilDiv(bytes, multiple), multiple);
    }

    /** {@code 512 MiB}, {@code 12.3 MiB}. */
    static String format(long bytes) {
        return bytes % ONE == 0
                ? "%d MiB".formatted(bytes / ONE)
                : String.format(Locale.ROOT, "%.1f MiB", (double) bytes / ONE);
    }
}
