package io.mpmoperator.logformat;

import java.util.List;
import java.util.Optional;

/**
 * A log of requests: {@code CustomLog} and {@code TransferLog}.
 *
 * @param file a path; {@code stdout} and {@code stderr} are the server's own streams
 * @param format a format, or the name that {@code LogFormat} gave one; empty for the default
 * @param condition as {@link LogCondition} reads it; empty where every request is logged
 */
public record CustomLog(String file, Optional<String> format, Optional<String> condition) {

    /** The server's own streams have names of their own: they stay open when they cannot be opened as files. */
    public static final String STANDARD_OUTPUT = "stdout";

    private static final String STANDARD_ERROR = "stderr";

    /** @throws IllegalArgumentException for a format and a condition that cannot be read */
    public CustomLog {
        format.filter(CustomLog::isFormat).ifPresent(LogFormat::parse);
        condition.ifPresent(LogCondition::parse);
    }

    /** A log of every request. */
    public static CustomLog of(String file, String format) {
        return new CustomLog(file, Optional.of(format), Optional.empty());
    }

    /**
     * Reads the arguments.
     *
     * @throws IllegalArgumentException for a program behind {@code |}, and for anything else than a file
     */
    public static CustomLog parse(List<String> arguments) {
        return new CustomLog(
                target(arguments.getFirst()),
                arguments.size() > 1 ? Optional.of(arguments.get(1)) : Optional.empty(),
                arguments.size() > 2 ? Optional.of(arguments.get(2)) : Optional.empty());
    }

    /**
     * The name by which a log's file is opened.
     *
     * @throws IllegalArgumentException for a program, and for what is no file either
     */
    public static String target(String text) {
        if (text.startsWith("|")) {
            throw new IllegalArgumentException(
                    "'%s' is a program: a path, stdout and stderr are accepted, and another container reads them"
                            .formatted(text));
        }
        if (text.startsWith("syslog")) {
            throw new IllegalArgumentException(
                    "'%s' is no file: a path, stdout and stderr are accepted".formatted(text));
        }
        return switch (text) {
            case "/dev/stdout", "/proc/self/fd/1", "/dev/fd/1" -> STANDARD_OUTPUT;
            case "/dev/stderr", "/proc/self/fd/2", "/dev/fd/2" -> STANDARD_ERROR;
            default -> text;
        };
    }

    /** Which requests there is a line for. */
    public LogCondition when() {
        return condition.map(LogCondition::parse).orElseGet(LogCondition.Always::new);
    }

    /** Whether the text is a format itself, and no name of one. */
    public static boolean isFormat(String text) {
        return text.indexOf('%') >= 0;
    }
}
