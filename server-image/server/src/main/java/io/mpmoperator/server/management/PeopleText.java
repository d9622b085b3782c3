package io.mpmoperator.server.management;

import io.mpmoperator.server.management.ScoreboardSnapshot.Totals;
import io.mpmoperator.server.scoreboard.WorkerSlot;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;

/** Numbers in the words that people read. Made by hand: a formatter would load locales. */
final class PeopleText {

    private static final String[] BYTE_UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    private PeopleText() {}

    /** A number with its thousands apart, {@code 1,234,567}. */
    static String count(long number) {
        StringBuilder digits = new StringBuilder(Long.toString(number));
        int first = number < 0 ? 1 : 0;
        for (int i = digits.length() - 3; i > first; i -= 3) {
            digits.insert(i, ',');
        }
        return digits.toString();
    }

    /** A number with as many digits as tell something, {@code 1,234}, {@code 8.4}, {@code 0.019}. */
    static String rate(double number) {
        if (number >= 100) {
            return count(Math.round(number));
        }
        return number >= 1
                ? oneDigit(number)
                : shortest(BigDecimal.valueOf(number).round(new MathContext(2)));
    }

    /** An amount of bytes, {@code 3.8 MiB}. */
    static String bytes(long bytes) {
        int unit = 0;
        double amount = bytes;
        while (amount >= 1024 && unit < BYTE_UNITS.length - 1) {
            amount /= 1024;
            unit++;
        }
        return (unit == 0 ? Long.toString(bytes) : rounded(amount).toPlainString()) + " " + BYTE_UNITS[unit];
    }

    /** A time span in its largest unit, {@code 250 µs}, {@code 8.4 ms}, {@code 3 h}. */
    static String span(Duration span) {
        long micros = span.toNanos() / 1000;
        if (micros < 1000) {
            return micros + " µs";
        }
        if (micros < 1_000_000) {
            return oneDigit(micros / 1000.0) + " ms";
        }
        if (micros < 10_000_000) {
            return oneDigit(micros / 1_000_000.0) + " s";
        }
        return longSpan(span);
    }

    /** A time span in whole seconds, minutes, hours or days. */
    static String longSpan(Duration span) {
        if (span.toMinutes() < 2) {
            return span.toSeconds() + " s";
        }
        if (span.toHours() < 2) {
            return span.toMinutes() + " min";
        }
        return span.toDays() < 2 ? span.toHours() + " h" : span.toDays() + " days";
    }

    /**
     * What a share of the requests stayed within, as the histogram's buckets tell it: {@code ≤ 2.5 ms}.
     *
     * @param share of all requests, from 0 to 1
     */
    static String latency(Totals totals, double share) {
        long all = totals.latencyBuckets().stream().mapToLong(Long::longValue).sum();
        if (all == 0) {
            return "–";
        }
        long[] bounds = WorkerSlot.latencyBoundsMicros();
        long below = 0;
        for (int i = 0; i < bounds.length; i++) {
            below += totals.latencyBuckets().get(i);
            if (below >= share * all) {
                return "≤ " + span(Duration.ofNanos(bounds[i] * 1000));
            }
        }
        return "> " + span(Duration.ofNanos(bounds[bounds.length - 1] * 1000));
    }

    private static String oneDigit(double number) {
        return shortest(rounded(number));
    }

    private static BigDecimal rounded(double number) {
        return BigDecimal.valueOf(number).setScale(1, RoundingMode.HALF_UP);
    }

    private static String shortest(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
