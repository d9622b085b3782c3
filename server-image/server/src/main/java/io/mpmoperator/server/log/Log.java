package io.mpmoperator.server.log;

import io.mpmoperator.conf.LogSettings.LogLevel;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The error log (ErrorLog, LogLevel): one event a line, {@code time=… level=… pid=… event=… key=value …}. A line is
 * written by one call, so that lines of several processes never mix. A log that cannot be written never stops the
 * server: the line is dropped and counted; standard error says when that begins, the log itself when it ends.
 */
public final class Log {

    /** The ErrorLog that is the standard error of the process. */
    public static final String STANDARD_ERROR = "stderr";

    private final Clock clock;
    private final long pid = ProcessHandle.current().pid();
    private final OutputStream instead;
    private OutputStream out;
    private volatile LogLevel threshold;
    private String target = STANDARD_ERROR;
    private long dropped;
    private long droppedInARow;

    /**
     * A log onto a stream.
     *
     * @param threshold the least grave level that is written
     */
    public Log(OutputStream out, LogLevel threshold, Clock clock) {
        this(out, OutputStream.nullOutputStream(), threshold, clock);
    }

    /**
     * A log onto a stream.
     *
     * @param instead where it is said that the log cannot be written
     */
    Log(OutputStream out, OutputStream instead, LogLevel threshold, Clock clock) {
        this.out = out;
        this.instead = instead;
        this.threshold = threshold;
        this.clock = clock;
    }

    /** A log onto the standard error of this process. */
    public static Log toStandardError(LogLevel threshold) {
        OutputStream stream = standardError();
        return new Log(stream, stream, threshold, Clock.systemUTC());
    }

    /**
     * A log onto a file that is appended to, or onto standard error for {@code stderr}.
     *
     * @throws IOException when the file cannot be opened for appending
     */
    public static Log to(String target, LogLevel threshold) throws IOException {
        if (target.equals(STANDARD_ERROR)) {
            return toStandardError(threshold);
        }
        Log log = new Log(file(target), standardError(), threshold, Clock.systemUTC());
        log.target = target;
        return log;
    }

    private static OutputStream file(String target) throws IOException {
        return Files.newOutputStream(Path.of(target), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /**
     * Opens the file anew, after someone has moved it away.
     *
     * @throws IOException when it cannot be opened; the old one stays in use
     */
    public void reopen() throws IOException {
        reopen(target, threshold);
    }

    /**
     * Goes on elsewhere, or in the same place opened anew.
     *
     * @throws IOException when it cannot be opened; all stays as it was
     */
    public void reopen(String fresh, LogLevel level) throws IOException {
        OutputStream opened = fresh.equals(STANDARD_ERROR) ? instead : file(fresh);
        synchronized (this) {
            OutputStream old = out;
            boolean close = !target.equals(STANDARD_ERROR);
            out = opened;
            target = fresh;
            threshold = level;
            if (close) {
                old.close();
            }
        }
    }

    /**
     * Closing an inherited listening channel redirects the descriptors 0 to 2 to nowhere; a stream opened anew by the
     * descriptor's path outlives that. Where it cannot be opened (a socket), the process's own stream has to do.
     */
    @SuppressWarnings("SystemConsoleNull") // no console is meant: standard error itself
    private static OutputStream standardError() {
        return standardStream("/proc/self/fd/2", System.err);
    }

    /** The same for standard output. */
    static OutputStream standardOutput() {
        return standardStream("/proc/self/fd/1", System.out);
    }

    private static OutputStream standardStream(String path, OutputStream otherwise) {
        try {
            return Files.newOutputStream(Path.of(path), StandardOpenOption.APPEND);
        } catch (IOException e) {
            return otherwise;
        }
    }

    /** Something has failed that an operator must look at. */
    public void error(String event, @Nullable Object... keysAndValues) {
        write(LogLevel.ERROR, event, keysAndValues);
    }

    /** Something is not as it should be, and the server goes on. */
    public void warn(String event, @Nullable Object... keysAndValues) {
        write(LogLevel.WARN, event, keysAndValues);
    }

    /** Something worth knowing has happened. */
    public void info(String event, @Nullable Object... keysAndValues) {
        write(LogLevel.INFO, event, keysAndValues);
    }

    /** Something that helps to follow what the server does. */
    public void debug(String event, @Nullable Object... keysAndValues) {
        write(LogLevel.DEBUG, event, keysAndValues);
    }

    /** Lines that could not be written so far. */
    public synchronized long dropped() {
        return dropped;
    }

    private void write(LogLevel level, String event, @Nullable Object... keysAndValues) {
        if (level.compareTo(threshold) > 0) {
            return;
        }
        byte[] line = line(level, event, keysAndValues).getBytes(StandardCharsets.UTF_8);
        synchronized (this) {
            try {
                if (droppedInARow > 0) {
                    resume();
                }
                out.write(line);
                out.flush();
            } catch (IOException e) {
                drop(e);
            }
        }
    }

    /** A disk that was full may hold the beginning of a line: what follows begins on a line of its own. */
    private void resume() throws IOException {
        String resumed = '\n' + line(LogLevel.WARN, "log-resumed", "dropped", droppedInARow);
        out.write(resumed.getBytes(StandardCharsets.UTF_8));
        droppedInARow = 0;
    }

    private void drop(IOException cause) {
        dropped++;
        if (droppedInARow++ > 0 || out.equals(instead)) {
            return;
        }
        String line = line(LogLevel.ERROR, "log-unwritable", "target", target, "reason", cause.getMessage());
        try {
            instead.write(line.getBytes(StandardCharsets.UTF_8));
            instead.flush();
        } catch (IOException e) {
            dropped++;
        }
    }

    private String line(LogLevel level, String event, @Nullable Object... keysAndValues) {
        StringBuilder line = new StringBuilder(160)
                .append("time=")
                .append(Instant.now(clock).truncatedTo(ChronoUnit.MILLIS))
                .append(" level=")
                .append(level.name().toLowerCase(Locale.ROOT))
                .append(" pid=")
                .append(pid)
                .append(" event=")
                .append(event);
        for (int i = 0; i + 1 < keysAndValues.length; i += 2) {
            line.append(' ').append(keysAndValues[i]).append('=');
            value(line, String.valueOf(keysAndValues[i + 1]));
        }
        return line.append('\n').toString();
    }

    /** A value as it stands, or quoted where it holds anything that would end it. */
    private static void value(StringBuilder line, String value) {
        if (!value.isEmpty() && value.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '"' && c != '=')) {
            line.append(value);
            return;
        }
        line.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"', '\\' -> line.append('\\').append(c);
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\t' -> line.append("\\t");
                default -> line.append(c < ' ' ? '?' : c);
            }
        }
        line.append('"');
    }
}
