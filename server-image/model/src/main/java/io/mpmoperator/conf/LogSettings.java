package io.mpmoperator.conf;

import io.mpmoperator.conf.tree.Line;
import io.mpmoperator.conf.tree.Node;
import io.mpmoperator.conf.tree.Section;
import io.mpmoperator.conf.tree.Tree;
import io.mpmoperator.logformat.CustomLog;
import io.mpmoperator.logformat.LogFormats;
import io.mpmoperator.rules.LogRules;
import io.mpmoperator.rules.Rules;
import io.mpmoperator.rules.Setting;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Where the server logs: directives {@code ErrorLog}, {@code CustomLog}, {@code LogFormat} and {@code LogLevel}. Virtual hosts may
 * have access logs of their own, which are among what is said of URLs.
 *
 * @param errorLog a path, or {@code stderr}
 * @param accessLogs those of all requests for which no virtual host has its own
 * @param formats what {@code LogFormat} says
 */
public record LogSettings(String errorLog, List<CustomLog> accessLogs, LogFormats formats, LogLevel logLevel) {

    /** A format that has a name without a directive: Apache's combined format, or a JSON object. */
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
        accessLogs.forEach(LogSettings::requireOneLine);
        formats.named().forEach((name, text) -> Texts.requireOneLine("LogFormat", text + name));
        formats.unnamed().ifPresent(text -> Texts.requireOneLine("LogFormat", text));
        accessLogs = List.copyOf(accessLogs);
    }

    private static void requireOneLine(CustomLog log) {
        Texts.requireOneLine("CustomLog", log.file());
        log.format().ifPresent(text -> Texts.requireOneLine("CustomLog", text));
        log.condition().ifPresent(text -> Texts.requireOneLine("CustomLog", text));
    }

    /** Events from info on standard error, no access log. */
    public static LogSettings defaults() {
        return new LogSettings("stderr", List.of(), LogFormats.NONE, LogLevel.INFO);
    }

    public LogSettings withErrorLog(String errorLog) {
        return new LogSettings(errorLog, accessLogs, formats, logLevel);
    }

    /** The same with one access log in the place of all. */
    public LogSettings withAccessLog(String target, AccessLogFormat format) {
        CustomLog log = CustomLog.of(target, format.name().toLowerCase(Locale.ROOT));
        return new LogSettings(errorLog, List.of(log), formats, logLevel);
    }

    /** The same with one access log more. */
    public LogSettings and(CustomLog log) {
        return new LogSettings(errorLog, Setting.appended(accessLogs, List.of(log)), formats, logLevel);
    }

    /** The same with more formats. */
    public LogSettings and(LogFormats more) {
        return new LogSettings(errorLog, accessLogs, formats.and(more), logLevel);
    }

    public LogSettings withLogLevel(LogLevel logLevel) {
        return new LogSettings(errorLog, accessLogs, formats, logLevel);
    }

    /** What the logs of requests are written to, those of virtual hosts too: each is opened once, whoever names it. */
    Set<String> targets(Tree site) {
        Set<String> targets = new HashSet<>();
        accessLogs.forEach(log -> targets.add(log.file()));
        site.nodes().forEach(node -> addTargets(node, targets));
        return targets;
    }

    private static void addTargets(Node node, Set<String> targets) {
        switch (node) {
            case Line line -> {
                if (LogDirectives.isAccessLog(line.name())) {
                    targets.add(CustomLog.target(line.arguments().getFirst()));
                }
            }
            case Section section -> section.children().forEach(inner -> addTargets(inner, targets));
        }
    }

    /** The logs of the server, as what is in force where a virtual host says nothing. */
    public Rules rules() {
        return Rules.none().with(LogRules.LOGS, accessLogs).with(LogRules.FORMATS, formats);
    }
}
