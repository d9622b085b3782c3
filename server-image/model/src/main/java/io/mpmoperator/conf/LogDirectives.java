package io.mpmoperator.conf;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;

/** Where the server logs, and what. */
final class LogDirectives {

    static final String CUSTOM_LOG = "CustomLog";

    private LogDirectives() {}

    static List<Directive> all() {
        return List.of(
                Directive.named("ErrorLog")
                        .in(Context.hosts())
                        .takes("path | stderr")
                        .otherwise("stderr")
                        .says("Where the server tells what happens.")
                        .use(logs((words, logs) -> logs.withErrorLog(target(words.getFirst())))),
                Directive.named(CUSTOM_LOG)
                        .in(Context.hosts())
                        .takes("path | stdout  combined | json", 2, 3)
                        .says("The access log: json, or the format combined, which every other name and format is too.")
                        .use(logs(LogDirectives::accessLog)),
                Directive.named("LogLevel")
                        .in(Context.hostsAndSections())
                        .takes("error | warn | info | debug", 1, Directive.ANY)
                        .otherwise("info")
                        .says("The least severe event that is logged.")
                        .use(logs(LogDirectives::level)));
    }

    /** What an access log does in another way than its directive says. */
    static List<String> differences(List<String> words) {
        List<String> differences = new ArrayList<>();
        String format = words.get(1);
        if (!isJson(format) && !format.equalsIgnoreCase("combined")) {
            differences.add("the format combined is written, and not %s".formatted(ConfException.shortened(format)));
        }
        if (words.size() > 2) {
            differences.add(
                    "every request is logged, whatever %s says".formatted(ConfException.shortened(words.get(2))));
        }
        return differences;
    }

    private static boolean isJson(String format) {
        return format.equalsIgnoreCase("json") || format.startsWith("{");
    }

    private static LogSettings accessLog(List<String> words, LogSettings logs) {
        LogSettings.AccessLogFormat format =
                isJson(words.get(1)) ? LogSettings.AccessLogFormat.JSON : LogSettings.AccessLogFormat.COMBINED;
        return logs.withAccessLog(target(words.getFirst()), format);
    }

    /** The server's own streams have names of their own: they stay open when they cannot be opened as files. */
    private static String target(String text) {
        if (text.startsWith("|")) {
            throw new IllegalArgumentException(
                    "'%s' is a program: a path, stdout and stderr are accepted, and another container reads them"
                            .formatted(text));
        }
        return switch (text) {
            case "/dev/stdout", "/proc/self/fd/1", "/dev/fd/1" -> "stdout";
            case "/dev/stderr", "/proc/self/fd/2", "/dev/fd/2" -> "stderr";
            default -> text;
        };
    }

    private static LogSettings level(List<String> words, LogSettings logs) {
        LogSettings changed = logs;
        for (String word : words) {
            if (word.indexOf(':') < 0) {
                changed = changed.withLogLevel(level(word));
            } else {
                level(word.substring(word.indexOf(':') + 1));
            }
        }
        return changed;
    }

    private static LogSettings.LogLevel level(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "emerg", "alert", "crit" -> LogSettings.LogLevel.ERROR;
            case "notice" -> LogSettings.LogLevel.INFO;
            case "trace1", "trace2", "trace3", "trace4", "trace5", "trace6", "trace7", "trace8" ->
                LogSettings.LogLevel.DEBUG;
            default -> Choices.parse(LogSettings.LogLevel.class, word);
        };
    }

    private static Use.OfProcess logs(BiFunction<List<String>, LogSettings, LogSettings> effect) {
        return new Use.OfProcess((words, conf) -> conf.withLogs(effect.apply(words, conf.logs())));
    }
}
