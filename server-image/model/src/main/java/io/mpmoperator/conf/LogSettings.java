package io.mpmoperator.conf;

import java.util.Optional;

/**
 * Where the server logs: directives {@code ErrorLog}, {@code CustomLog} and {@code LogLevel}.
 *
 * @param errorLog a path, or {@code stderr}
 * @param accessLog a path, or {@code stdout}; empty for no access log
 * @param accessLogFormat COMBINED where there is no access log
 */
public record LogSettings(
        String errorLog, Optional<String> accessLog, AccessLogFormat accessLogFormat, LogLevel logLevel) {

    /** A line of the access log: Apache's combined format, or a JSON object. */
    public enum AccessLogFormat {
        COMBINED,
        JSON
    }

    /** The least severe event that is logged. */
    public enum LogLevel {
        ERROR,
        WARN,
        INFO,
        DEBUG
    }

    public LogSettings {
        Texts.requireOneLine("ErrorLog", errorLog);
        accessLog.ifPresent(target -> Texts.requireOneLine("CustomLog", target));
        accessLogFormat = accessLog.isPresent() ? accessLogFormat : AccessLogFormat.COMBINED;
    }

    /** Events from info on standard error, no access log. */
    public static LogSettings defaults() {
        return new LogSettings("stderr", Optional.empty(), AccessLogFormat.COMBINED, LogLevel.INFO);
    }

    public LogSettings withErrorLog(String errorLog) {
        return new LogSettings(errorLog, accessLog, accessLogFormat, logLevel);
    }

    public LogSettings withAccessLog(String target, AccessLogFormat format) {
        return new LogSettings(errorLog, Optional.of(target), format, logLevel);
    }

    public LogSettings withLogLevel(LogLevel logLevel) {
        return new LogSettings(errorLog, accessLog, accessLogFormat, logLevel);
    }
}
