package io.mpmoperator.server.log;

/**
 * One thread's way into an {@link AccessLog}. It makes its lines by itself, so that nobody waits for that, and can write the
 * last one again.
 */
public final class AccessWriter {

    private static final int NOTHING_YET = -1;

    private final AccessLog log;
    private final AccessLine format;
    private final LineBuffer line = new LineBuffer(AccessLine.LIMIT);
    private long second = NOTHING_YET;

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
        if (second != receivedMillis / 1000 || !format.sameWithinSecond()) {
            return false;
        }
        log.append(line);
        return true;
    }
}
