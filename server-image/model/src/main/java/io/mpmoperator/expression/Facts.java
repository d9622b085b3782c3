package io.mpmoperator.expression;

import io.mpmoperator.pattern.ApachePattern;
import java.time.ZonedDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked about the request that is being served. Who has to name the headers in {@code Vary} that a decision looked
 * at wraps one of these and remembers what {@link #requestHeader} is asked.
 */
public interface Facts {

    /**
     * The value of a variable; empty text where the request has none. {@code HTTP_*} and {@code TIME*} are never asked here:
     * {@link ServerVariable#of(Facts)} finds them in the header and in the time.
     */
    String variable(ServerVariable variable);

    /** A field of the request's header, several values joined by {@code ", "}; null where it is absent. */
    @Nullable
    String requestHeader(String name);

    /** The names of the fields in the request's header, in their order. */
    default List<String> requestHeaderNames() {
        return List.of();
    }

    /** A field of the response's header; null where it is absent. */
    default @Nullable String responseHeader(String name) {
        return null;
    }

    /** A variable of the request's environment; null where it is not set. */
    @Nullable
    String environment(String name);

    /** A variable of the process's environment; null where it is not set. */
    default @Nullable String processEnvironment(String name) {
        return null;
    }

    /** A note that a part of the server left on the request; null where there is none. */
    default @Nullable String note(String name) {
        return null;
    }

    /** When the request was received, in the machine's time zone. */
    ZonedDateTime time();

    /** What is known of files. */
    default FileFacts files() {
        return FileFacts.NONE;
    }

    /** Whether a request for a path of URLs would be served: {@code -U}, {@code -F}. */
    default boolean isServed(String path) {
        return false;
    }

    /** The value of a variable as it will be for a path of URLs: {@code %{LA-U:...}}; empty text where it has none. */
    default String lookAhead(String path, ServerVariable variable) {
        return variable(variable);
    }

    /** How many steps one match may take: {@code RegexStepLimit}. */
    default int regexStepLimit() {
        return ApachePattern.DEFAULT_STEP_LIMIT;
    }
}
