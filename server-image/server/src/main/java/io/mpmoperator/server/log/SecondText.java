package io.mpmoperator.server.log;

import java.time.LocalDate;

/** The text of a second, made once for all lines of that second. Without a formatter: that would load locales. */
final class SecondText {

    private static final int SECONDS_OF_DAY = 86_400;

    private final Pattern pattern;
    private long second = Long.MIN_VALUE;
    private byte[] text = {};

    SecondText(Pattern pattern) {
        this.pattern = pattern;
    }

    /** What is written of a second. */
    interface Pattern {

        /** Adds the text of a second in UTC. */
        void write(LocalDate day, int secondOfDay, LineBuffer text);
    }

    /**
     * The text of a moment's second, not to be changed.
     *
     * @param millis since 1970
     */
    byte[] of(long millis) {
        long wanted = Math.floorDiv(millis, 1000L);
        if (wanted != second) {
            text = render(wanted);
            second = wanted;
        }
        return text;
    }

    private byte[] render(long wanted) {
        LineBuffer buffer = new LineBuffer(64);
        LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(wanted, SECONDS_OF_DAY));
        pattern.write(day, Math.floorMod(wanted, SECONDS_OF_DAY), buffer);
        return buffer.toBytes();
    }
}
