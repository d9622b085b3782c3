package io.mpmoperator.server.log;

import io.mpmoperator.conf.LogSettings.AccessLogFormat;

/** How an answered request becomes a line of the access log. Not thread-safe: it may keep the second's text. */
sealed interface AccessLine permits CombinedLine, JsonLine {

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

    /** A format's line. */
    static AccessLine of(AccessLogFormat format, long pid) {
        return switch (format) {
            case COMBINED -> new CombinedLine();
            case JSON -> new JsonLine(pid);
        };
    }
}
