package io.mpmoperator.server.accesslog;

import io.mpmoperator.logformat.CustomLog;
import io.mpmoperator.logformat.LogCondition;
import io.mpmoperator.logformat.LogFormat;
import io.mpmoperator.logformat.LogFormats;
import io.mpmoperator.server.log.AccessLog;

/**
 * A log of a virtual host: lines in a format, for requests that meet a condition.
 *
 * @param kind whether the format is one whose lines are made without strings in between
 */
record OpenedLog(AccessLog log, Kind kind, LogFormat format, LogCondition when) {

    /** How lines are made. */
    enum Kind {
        COMMON,
        COMBINED,
        JSON,
        WRITTEN
    }

    static OpenedLog of(CustomLog said, LogFormats formats, AccessLog log) {
        LogFormat format = formats.of(said);
        return new OpenedLog(log, formats.isJson(said) ? Kind.JSON : kind(format), format, said.when());
    }

    private static Kind kind(LogFormat format) {
        if (!LogZone.isUtc()) {
            return Kind.WRITTEN;
        }
        return format.equals(LogFormat.COMBINED)
                ? Kind.COMBINED
                : format.equals(LogFormat.COMMON) ? Kind.COMMON : Kind.WRITTEN;
    }

    /** Whether more than the heads of request and response is asked for. */
    boolean asksMore() {
        return kind == Kind.WRITTEN || !(when instanceof LogCondition.Always);
    }
}
