package io.mpmoperator.footprint;

/** Percentages of byte counts, rounded up. */
final class Percent {

    private Percent() {}

    static long of(long bytes, long percent) {
        return Math.ceilDiv(Math.multiplyExact(bytes, percent), 100L);
    }

    static long more(long bytes, long percent) {
        return Math.addExact(bytes, of(bytes, percent));
    }
}
