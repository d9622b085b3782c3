package io.mpmoperator.e2e.local;

/** Why the local cluster cannot do what was asked; its message is for the person who asked. */
public final class LocalClusterException extends Exception {

    public LocalClusterException(String message) {
        super(message);
    }

    public LocalClusterException(String message, Throwable cause) {
        super(message, cause);
    }
}
