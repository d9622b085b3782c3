package io.mpmoperator.server.handler;

/** Handlers that the configuration names cannot be had: a mistake of whoever wrote it or built the jar. */
public final class HandlerException extends Exception {

    private static final long serialVersionUID = 1;

    HandlerException(String message) {
        super(message);
    }

    HandlerException(String message, Throwable cause) {
        super(message, cause);
    }
}
