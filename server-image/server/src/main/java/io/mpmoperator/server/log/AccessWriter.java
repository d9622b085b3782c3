package io.mpmoperator.server.log;

/** One thread's way into an {@link AccessLog}. It makes its lines by itself, so that no other thread waits for that. */
public final class AccessWriter {

    private final AccessLog log;
    private final AccessLine format;
    private final LineBuffer line = new LineBuffer(AccessLine.LIMIT);

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
        log.append(line);
    }
}
