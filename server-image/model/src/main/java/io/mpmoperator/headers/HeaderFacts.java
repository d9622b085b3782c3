package io.mpmoperator.headers;

import io.mpmoperator.expression.Facts;
import org.jspecify.annotations.Nullable;

/** What the formats in the value of a header field can say besides {@link Facts}. */
public interface HeaderFacts extends Facts {

    /** When the request was received, in microseconds since 1970: {@code %t}. */
    long receivedMicros();

    /** How long the request has taken so far, in microseconds: {@code %D}. */
    long elapsedMicros();

    /** The load of the machine over one, five and fifteen minutes, as {@code 0.10/0.20/0.30}: {@code %l}. */
    default String loadAverages() {
        return "-1.00/-1.00/-1.00";
    }

    /** The share of workers that are idle, in percent; -1 where it is not known: {@code %i}. */
    default int idlePercent() {
        return -1;
    }

    /** The share of workers that are busy, in percent; -1 where it is not known: {@code %b}. */
    default int busyPercent() {
        return -1;
    }

    /** A variable of the TLS connection; null where there is none: {@code %{...}s}. */
    default @Nullable String tlsVariable(String name) {
        return null;
    }
}
