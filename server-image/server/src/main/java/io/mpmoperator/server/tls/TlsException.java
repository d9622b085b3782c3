package io.mpmoperator.server.tls;

import io.mpmoperator.server.files.HangingFileException;

/** A certificate or key that cannot be used; the message names the directive, the file and the reason. */
public final class TlsException extends Exception {

    private static final long serialVersionUID = 1;

    TlsException(String message) {
        super(message);
    }

    TlsException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Whether a file did not answer: it may be as good as before when it does. */
    boolean isOfHangingFile() {
        return getCause() instanceof HangingFileException;
    }
}
