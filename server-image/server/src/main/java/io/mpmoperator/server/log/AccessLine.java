package io.mpmoperator.server.log;

/**
 * A format whose lines are made without strings in between: how an answered request becomes a line of the access log. Not
 * thread-safe: it may keep the second's text.
 */
public sealed interface AccessLine permits CombinedLine, JsonLine {

    /** The longest line, its end included; the same as {@code PIPE_BUF} on Linux. */
    int LIMIT = 4096;

    int CLIENT_LIMIT = 64;
    int METHOD_LIMIT = 64;
    int TARGET_LIMIT = 2048;
    int PROTOCOL_LIMIT = 32;
    int FIELD_LIMIT = 768;

    /**
     * Adds a line.
     *
     * @param receivedMillis when the request was received, milliseconds since 1970
     * @param line has room for {@link #LIMIT} bytes
     */
    void add(AccessLog.Entry entry, long receivedMillis, LineBuffer line);

    /** Apache's combined format. */
    static AccessLine combined() {
        return new CombinedLine(true);
    }

    /** Apache's common format. */
    static AccessLine common() {
        return new CombinedLine(false);
    }

    /** A JSON object a line, with the process in it. */
    static AccessLine json(long pid) {
        return new JsonLine(pid);
    }
}
