package io.mpmoperator.conf;

import io.mpmoperator.logformat.CustomLog;
import io.mpmoperator.logformat.LogFormats;
import io.mpmoperator.rules.LogRules;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Where the server logs, and what. */
public final class LogDirectives {

    /** Gives a format of lines a name. */
    public static final String LOG_FORMAT = "LogFormat";

    static final String CUSTOM_LOG = "CustomLog";
    static final String TRANSFER_LOG = "TransferLog";
    static final String LOG_LEVEL = "LogLevel";

    private LogDirectives() {}

    static List<Directive> all() {
        return List.of(
                Directive.named("ErrorLog")
                        .in(Context.hosts())
                        .takes("path | stderr")
                        .otherwise("stderr")
                        .says("Where the server tells what happens.")
                        .use(logs((words, logs) -> logs.withErrorLog(CustomLog.target(words.getFirst())))),
                Directive.named(CUSTOM_LOG)
                        .in(Context.hosts())
                        .takes("path | stdout  name | format  [env=[!]variable | expr=expression]", 2, 3)
                        .repeatedly()
                        .says(
                                "A log of requests, in a format of LogFormat, in combined, common or json, or in one that is"
                                        + " written here. A virtual host with logs of its own is not in the server's.")
                        .use(log(CustomLog::parse)),
                Directive.named(TRANSFER_LOG)
                        .in(Context.hosts())
                        .takes("path | stdout")
                        .repeatedly()
                        .says("A log of requests, in the format of the LogFormat without a name.")
                        .use(log(CustomLog::parse)),
                Directive.named(LOG_FORMAT)
                        .in(Context.hosts())
                        .takes("format | name  [name]", 1, 2)
                        .repeatedly()
                        .otherwise("common")
                        .says("A format of lines for logs of requests, with Apache's directives, and the name of it.")
                        .use(new DirectiveKind.Both(
                                logs((words, logs) -> logs.and(LogFormats.parse(words))),
                                new DirectiveKind.Rule<>(LogRules.FORMATS, LogFormats::parse))),
                Directive.named(LOG_LEVEL)
                        .in(Context.hostsAndSections())
                        .takes("error | warn | info | debug", 1, Directive.ANY)
                        .otherwise("info")
                        .says("The least severe event that is logged.")
                        .use(logs(LogDirectives::level)));
    }

    /** Whether a directive is one for a log of requests. */
    public static boolean isAccessLog(String name) {
        return name.equalsIgnoreCase(CUSTOM_LOG) || name.equalsIgnoreCase(TRANSFER_LOG);
    }

    private static DirectiveKind.Both log(Function<List<String>, CustomLog> parse) {
        return new DirectiveKind.Both(
                logs((words, logs) -> logs.and(parse.apply(words))),
                new DirectiveKind.Rule<>(LogRules.LOGS, words -> List.of(parse.apply(words))));
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

    private static DirectiveKind.OfProcess logs(BiFunction<List<String>, LogSettings, LogSettings> effect) {
        return new DirectiveKind.OfProcess((words, conf) -> conf.withLogs(effect.apply(words, conf.logs())));
    }
}
