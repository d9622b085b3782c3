package io.mpmoperator.proxy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What {@code key=value} may say of a backend. Connections are made as requests come and a response is passed on as it comes, so that
 * {@code min}, {@code smax}, {@code flushpackets}, {@code flushwait} and the sizes of buffers change nothing.
 */
public enum Parameter {
    MIN(Kind.NUMBER),
    MAX(Kind.NUMBER),
    SMAX(Kind.NUMBER),
    TTL(Kind.SECONDS),
    ACQUIRE(Kind.MILLISECONDS),
    CONNECTIONTIMEOUT(Kind.SECONDS),
    TIMEOUT(Kind.SECONDS),
    RETRY(Kind.SECONDS),
    FLUSHPACKETS(Kind.FLUSH),
    FLUSHWAIT(Kind.NUMBER),
    DISABLEREUSE(Kind.ON_OFF),
    ENABLEREUSE(Kind.ON_OFF),
    KEEPALIVE(Kind.ON_OFF),
    IOBUFFERSIZE(Kind.NUMBER),
    RECEIVEBUFFERSIZE(Kind.NUMBER);

    private final Kind kind;

    Parameter(Kind kind) {
        this.kind = kind;
    }

    /** What values it takes. */
    enum Kind {
        NUMBER("a number", "[0-9]{1,9}"),
        SECONDS("seconds, or a number with ms, s, min or h", "[0-9]{1,9}(ms|s|mi|min|h)?"),
        MILLISECONDS("milliseconds, or a number with ms, s, min or h", "[0-9]{1,9}(ms|s|mi|min|h)?"),
        ON_OFF("On and Off", "on|off"),
        FLUSH("on, off and auto", "on|off|auto");

        private final String accepted;
        private final String pattern;

        Kind(String accepted, String pattern) {
            this.accepted = accepted;
            this.pattern = pattern;
        }
    }

    /** As it is written. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Parameter named(String word) {
        return find(word)
                .orElseThrow(() -> new IllegalArgumentException("unknown parameter '" + word + "': accepted are "
                        + Arrays.stream(values()).map(Parameter::word).collect(Collectors.joining(", "))));
    }

    private static Optional<Parameter> find(String word) {
        return Arrays.stream(values())
                .filter(known -> known.word().equalsIgnoreCase(word))
                .findFirst();
    }

    String require(String value) {
        String subject = value.toLowerCase(Locale.ROOT);
        if (!subject.matches(kind.pattern)) {
            throw new IllegalArgumentException(
                    "parameter " + word() + ": '" + value + "' is not accepted: " + kind.accepted + " are");
        }
        return subject;
    }

    boolean isMilliseconds() {
        return kind == Kind.MILLISECONDS;
    }
}
