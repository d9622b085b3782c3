package io.mpmoperator.server.log;

/** One thread's way into an {@link AccessLog}. It makes its lines by itself, so that no other thread waits for that. */
public final class AccessWriter {

    private final AccessLog log;
    private final LineBuffer line;

    AccessWriter(AccessLog log, LineBuffer line) {
        this.log = log;
        this.line = line;
    }

    /**
     * Logs a request that has been answered.
     *
     * @param format of this thread
     * @param receivedMillis when it was received, milliseconds since 1970
     */
    public void write(AccessLine format, AccessLog.Entry entry, long receivedMillis) {
        line.clear();
        format.add(entry, receivedMillis, line);
        log.append(line);
    }

    /** Logs a line that is made already; what is beyond {@link AccessLine#LIMIT} is cut, and ends in three dots. */
    public void write(StringBuilder text) {
        line.clear();
        line.text(text, AccessLine.LIMIT - 1).endLine();
        log.append(line);
    }
}
