package io.mpmoperator.operator;

import io.quarkus.logging.LoggingFilter;
import java.util.Objects;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import java.util.stream.Stream;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.ExtLogRecord.FormatStyle;
import org.jboss.logmanager.formatters.PatternFormatter;

/**
 * Keeps what the client and the SDK log to one line an event: an API server that is away is worth a sentence, not the stack
 * of every watch that noticed.
 */
@LoggingFilter(name = "one-line")
public final class OneLineFilter implements Filter {

    private static final int DEEPEST = 20;
    private static final ExtFormatter MESSAGE = new PatternFormatter("%s");

    @Override
    public boolean isLoggable(LogRecord record) {
        if (record.getThrown() != null && isLibrary(record.getLoggerName()) && record instanceof ExtLogRecord line) {
            line.setMessage("%s: %s".formatted(MESSAGE.format(line), root(record.getThrown())), FormatStyle.NO_FORMAT);
            line.setThrown(null);
        }
        return true;
    }

    private static boolean isLibrary(String logger) {
        return logger != null
                && (logger.startsWith("io.fabric8.")
                        || logger.startsWith("io.javaoperatorsdk.")
                        || logger.startsWith("io.vertx."));
    }

    private static String root(Throwable thrown) {
        Throwable root = Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
                .limit(DEEPEST)
                .reduce(thrown, (outer, inner) -> inner);
        return Objects.requireNonNullElse(root.getMessage(), root.getClass().getSimpleName())
                .replace('\n', ' ');
    }
}
