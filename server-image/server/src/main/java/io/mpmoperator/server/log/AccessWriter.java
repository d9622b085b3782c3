package io.mpmoperator.server.log;

/**
 * One thread's way into an {@link AccessLog}. It makes its lines by itself, so that nobody waits for that. A line that comes
 * again is only counted: the log puts so many of it down when it is written, or before the thread's next other line.
 */
public final class AccessWriter {

    private static final int MILLIS = 1000;
    private static final int SECONDS = 60;
    private static final int NOTHING_YET = Integer.MIN_VALUE;

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
        second = receivedMillis / MILLIS;
        log.append(line);
    }

    /**
     * Whether requests that differ in nothing but their time have the same lines, as long as it is the same minute and but
     * for the second.
     */
    public boolean repeats() {
        return format.secondAt() >= 0;
    }

    /**
     * The same of a request like the last one.
     *
     * @param receivedMillis when it was received, milliseconds since 1970
     */
    public boolean repeatsAt(long receivedMillis) {
        return repeats() && minute(receivedMillis / MILLIS) == minute(second);
    }

    private static long minute(long second) {
        return Math.floorDiv(second, SECONDS);
    }

    /** Logs another one like the last, where {@link #repeatsAt} has said so. */
    public void againAt(long receivedMillis) {
        long now = receivedMillis / MILLIS;
        if (now == second) {
            again();
            return;
        }
        if (known) {
            log.putDownRepeated(this);
        }
        line.twoDigits(format.secondAt(), (int) (now % SECONDS));
        second = now;
        log.append(line);
    }

    /** Logs another one like the last, which was received within the same second. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // by one thread alone
    public void again() {
        if (!known) {
            known = true;
            log.remember(this);
        }
        repeated++;
        log.counted();
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
