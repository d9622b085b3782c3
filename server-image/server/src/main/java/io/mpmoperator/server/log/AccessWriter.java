package io.mpmoperator.server.log;

/**
 * One thread's way into an {@link AccessLog}. It makes its lines by itself, so that nobody waits for that. A line that comes
 * again is only counted: the log puts so many of it down when it is written, or before the thread's next other line.
 */
public final class AccessWriter {

    private static final int NOTHING_YET = -1;

    private final AccessLog log;
    private final AccessLine format;
    private final LineBuffer line = new LineBuffer(AccessLine.LIMIT);
    private long second = NOTHING_YET;
    private boolean known;

    /** How many times the line has come again; counted by the thread alone. */
    private volatile int repeated;

    /** How many of those the log has put down. Under the log's lock; its line is read there only while it lags behind. */
    private int putDown;

    AccessWriter(AccessLog log, AccessLine format) {
        this.log = log;
        this.format = format;
    }

    /**
     * Logs a request that has been answered.
     *
     * @param receivedMillis when it was received, milliseconds since 1970
     */
    public void write(AccessLog.Entry entry, long receivedMillis) {
        if (known) {
            log.putDownRepeated(this);
        }
        line.clear();
        format.add(entry, receivedMillis, line);
        second = receivedMillis / 1000;
        log.append(line);
    }

    /**
     * Logs another request that differs from the last one in nothing but the moment and the time it took, if its line is
     * the same.
     *
     * @return whether it was; otherwise nothing is logged
     */
    public boolean writeAgain(long receivedMillis) {
        if (second != receivedMillis / 1000 || !repeats()) {
            return false;
        }
        again();
        return true;
    }

    /** Whether a request that comes again within the same second has the same line. */
    public boolean repeats() {
        return format.sameWithinSecond();
    }

    /** As {@link #writeAgain}, where the caller knows that it is so. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // by one thread alone
    public void again() {
        if (!known) {
            known = true;
            log.remember(this);
        }
        repeated++;
    }

    /** The line of the last request. */
    LineBuffer line() {
        return line;
    }

    /** How many repetitions of the line are not in the log; under its lock. */
    int pending() {
        return repeated - putDown;
    }

    /** Says that the log has put some of them down, or dropped them; under its lock. */
    void settle(int lines) {
        putDown += lines;
    }
}
