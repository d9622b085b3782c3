package io.mpmoperator.logformat;

import java.util.List;
import java.util.Optional;

/**
 * The arguments of {@code CustomLog} and {@code TransferLog}.
 *
 * @param file a path, relative to ServerRoot
 * @param format a format, or the name that {@code LogFormat} gave one; empty for the default
 */
public record CustomLog(String file, Optional<String> format, LogCondition condition) {

    /**
     * Reads the arguments.
     *
     * @throws IllegalArgumentException for a program behind {@code |}, and for anything else than a file
     */
    public static CustomLog parse(List<String> arguments) {
        if (arguments.isEmpty() || arguments.size() > 3) {
            throw new IllegalArgumentException(
                    "CustomLog has " + arguments.size() + " arguments: a file, a format and a condition are accepted");
        }
        String file = arguments.getFirst();
        if (file.startsWith("|") || file.startsWith("syslog:")) {
            throw new IllegalArgumentException("'" + file + "' is no file: no program is started for a log; a path,"
                    + " /dev/stdout and /dev/stderr are accepted");
        }
        return new CustomLog(
                file,
                arguments.size() > 1 ? Optional.of(arguments.get(1)) : Optional.empty(),
                arguments.size() > 2 ? LogCondition.parse(arguments.get(2)) : new LogCondition.Always());
    }

    /** Whether the text is a format itself, and no name of one. */
    public static boolean isFormat(String text) {
        return text.indexOf('%') >= 0;
    }
}
