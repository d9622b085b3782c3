package io.mpmoperator.server.control;

/** The server cannot run with what its configuration says; the message is a sentence for the person who wrote it. */
public final class ConfigurationException extends Exception {

    private static final long serialVersionUID = 1;

    ConfigurationException(String message) {
        super(message);
    }

    ConfigurationException(@org.jspecify.annotations.Nullable String message, Throwable cause) {
        super(message, cause);
    }
}
