package io.mpmoperator.server.log;

import io.mpmoperator.conf.LogSettings.LogLevel;
import io.mpmoperator.server.files.OutsideFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The error log (ErrorLog, LogLevel): one event a line, {@code time=… level=… pid=… event=… key=value …}. A line is
 * written by one call, so that lines of several processes never mix. A log that cannot be written never stops the
 * server, nor does one whose reader has stopped: the line is dropped and counted; standard error says when that begins, the
 * log itself when it ends.
 */
public final class Log {

    /** The ErrorLog that is the standard error of the process. */
    public static final String STANDARD_ERROR = "stderr";

    private static final Duration LONGEST_END = Duration.ofSeconds(1);

    private final Clock clock;
    private final long pid = ProcessHandle.current().pid();
    private final StandardStreams streams;
    private final DroppedLines dropped = new DroppedLines();
    private final LogLines standardError;
    private LogLines out;
    private volatile LogLevel threshold;
    private String target = STANDARD_ERROR;
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
        this(StandardStreams.OWN, LogTarget.of(instead), threshold, clock);
        this.out = lines(LogTarget.of(out));
    }

    /** A log onto standard error. */
    Log(StandardStreams streams, LogTarget standardError, LogLevel threshold, Clock clock) {
        this.streams = streams;
        this.standardError = lines(standardError);
        this.out = this.standardError;
        this.threshold = threshold;
        this.clock = clock;
    }

    private LogLines lines(LogTarget of) {
        return new LogLines(of, this::lost, this::caughtUp);
    }

    /**
     * A log onto a file that is appended to, or onto standard error for {@code stderr}.
     *
     * @throws IOException when the file cannot be opened for appending
     */
    public static Log to(String target, LogLevel threshold, StandardStreams streams) throws IOException {
        Log log = new Log(streams, LogTarget.standard(streams.error()), threshold, Clock.systemUTC());
        if (!target.equals(STANDARD_ERROR)) {
            log.out = log.lines(LogTarget.open(target, streams));
            log.target = target;
        }
        return log;
    }

    /** A log onto the standard error of this process. */
    public static Log toStandardError(LogLevel threshold) {
        return new Log(
                StandardStreams.OWN, LogTarget.standard(StandardStreams.OWN.error()), threshold, Clock.systemUTC());
    }

    /** The standard streams of this process, for other logs. */
    StandardStreams streams() {
        return streams;
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
     * @throws IOException when it cannot be opened, or does not answer; all stays as it was
     */
    public void reopen(String fresh, LogLevel level) throws IOException {
        LogLines opened = fresh.equals(STANDARD_ERROR) ? standardError : lines(patientlyOpened(fresh));
        LogLines old;
        synchronized (this) {
            old = out;
            out = opened;
            target = fresh;
            threshold = level;
        }
        if (!old.equals(standardError)) {
            old.await(LONGEST_END);
            dropped.add(old.close());
        }
    }

    private LogTarget patientlyOpened(String name) throws IOException {
        return OutsideFile.patiently(Path.of(name), _ -> LogTarget.open(name, streams));
    }

    /** Lets the lines that wait for their target be written before the process ends, for a second at most. */
    public void end() {
        LogLines now;
        synchronized (this) {
            now = out;
        }
        dropped.add(now.await(LONGEST_END));
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

    /** The lines of this process's logs that could not be written so far. */
    public DroppedLines dropped() {
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
            } catch (IOException e) {
                lost(e);
            }
        }
    }

    /** A disk that was full may hold the beginning of a line: what follows begins on a line of its own. */
    private void resume() throws IOException {
        String resumed = '\n' + line(LogLevel.WARN, "log-resumed", "dropped", droppedInARow);
        out.write(resumed.getBytes(StandardCharsets.UTF_8));
        droppedInARow = 0;
    }

    /** Called when a target takes lines again that took none for a while. */
    private synchronized void caughtUp() {
        if (droppedInARow > 0) {
            try {
                resume();
            } catch (IOException e) {
                lost(e);
            }
        }
    }

    private synchronized void lost(IOException cause) {
        dropped.add(1);
        if (droppedInARow++ > 0 || out.equals(standardError)) {
            return;
        }
        String line = line(LogLevel.ERROR, "log-unwritable", "target", target, "reason", cause.getMessage());
        try {
            standardError.write(line.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            dropped.add(1);
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

    /** A value as it is, or quoted where it holds anything that would end it. */
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
