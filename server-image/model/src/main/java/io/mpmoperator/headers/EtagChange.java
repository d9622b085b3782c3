package io.mpmoperator.headers;

import java.util.Locale;
import java.util.Optional;

/** What becomes of the entity tag of a response that is compressed: {@code DeflateAlterETag}. */
public enum EtagChange {
    /** {@code "abc"} becomes {@code "abc-gzip"}, the default. */
    ADD_SUFFIX,
    NO_CHANGE,
    REMOVE;

    private static final String SUFFIX = "-gzip\"";

    /**
     * Reads the argument of {@code DeflateAlterETag}.
     *
     * @throws IllegalArgumentException for another word
     */
    public static EtagChange parse(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "addsuffix" -> ADD_SUFFIX;
            case "nochange" -> NO_CHANGE;
            case "remove" -> REMOVE;
            default ->
                throw new IllegalArgumentException(
                        "'" + text + "' is unknown: AddSuffix, NoChange and Remove are accepted");
        };
    }

    /** The entity tag of the compressed form; empty where there is none. */
    public Optional<String> of(String etag) {
        return switch (this) {
            case NO_CHANGE -> Optional.of(etag);
            case REMOVE -> Optional.empty();
            case ADD_SUFFIX -> Optional.of(etag.endsWith("\"") ? etag.substring(0, etag.length() - 1) + SUFFIX : etag);
        };
    }
}
