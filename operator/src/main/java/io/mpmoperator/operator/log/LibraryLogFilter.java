package io.mpmoperator.operator.log;

import io.quarkus.logging.LoggingFilter;
import java.util.Objects;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.ExtLogRecord.FormatStyle;
import org.jboss.logmanager.formatters.PatternFormatter;

/**
 * Keeps what libraries log to one line an event, of the form that the operator's own lines have: an API server that is away
 * is worth a sentence, not the stack of every watch that noticed, and a sentence is in quotation marks.
 */
@LoggingFilter(name = "library-log")
public final class LibraryLogFilter implements Filter {

    private static final int DEEPEST = 20;
    private static final ExtFormatter MESSAGE = new PatternFormatter("%s");

    private final boolean json;

    /** A filter for lines of text, or for JSON objects, which have a field for the message already. */
    public LibraryLogFilter(
            @ConfigProperty(name = "quarkus.log.console.json.enabled", defaultValue = "false") boolean json) {
        this.json = json;
    }

    @Override
    public boolean isLoggable(LogRecord record) {
        if (record instanceof ExtLogRecord line && !JsonFields.isOwn(line)) {
            String message = MESSAGE.format(line);
            if (line.getThrown() != null && isClient(line.getLoggerName())) {
                message = "%s: %s".formatted(message, root(line.getThrown()));
                line.setThrown(null);
            }
            line.setMessage(json ? message : "message=" + LogLine.written(message), FormatStyle.NO_FORMAT);
        }
        return true;
    }

    private static boolean isClient(String logger) {
        return logger != null
                && (logger.startsWith("io.fabric8.")
                        || logger.startsWith("io.javaoperatorsdk.")
                        || logger.startsWith("io.vertx."));
    }

    private static String root(Throwable thrown) {
        Throwable root = Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
                .limit(DEEPEST)
                .reduce(thrown, (outer, inner) -> inner);
        return Objects.requireNonNullElse(root.getMessage(), root.getClass().getSimpleName());
    }
}
