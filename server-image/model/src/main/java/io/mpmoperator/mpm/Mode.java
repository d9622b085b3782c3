package io.mpmoperator.mpm;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** One of Apache's multi-processing modules: how connections are spread over processes and threads. */
public enum Mode {
    /** A process for each connection, one thread in it. */
    PREFORK,
    /** A thread for each connection, many threads in a process. */
    WORKER,
    /** A thread for each request in progress; idle connections are parked in the process's listener. */
    EVENT;

    /** The word for it in a configuration, {@code prefork}, {@code worker} or {@code event}. */
    public String directiveValue() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The mode of that name, in any case.
     *
     * @throws IllegalArgumentException for any other name; the message lists the accepted ones
     */
    public static Mode of(String name) {
        for (Mode mode : values()) {
            if (mode.directiveValue().equalsIgnoreCase(name)) {
                return mode;
            }
        }
        String accepted = Arrays.stream(values()).map(Mode::directiveValue).collect(Collectors.joining(", "));
        throw new IllegalArgumentException(
                "'%s' is no multi-processing module: accepted are %s".formatted(name, accepted));
    }
}
