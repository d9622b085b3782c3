package io.mpmoperator.e2e.benchmark.report;

import java.util.Locale;

/** Numbers for people: thousands apart by a space. */
final class Numbers {

    private Numbers() {}

    static String fixed(double value, int decimals) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value).replace(',', ' ');
    }

    /** As few decimals as say it. */
    static String plain(double value) {
        return value == Math.rint(value) ? fixed(value, 0) : String.valueOf(value);
    }
}
