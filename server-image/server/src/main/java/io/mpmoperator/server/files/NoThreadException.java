package io.mpmoperator.server.files;

import java.io.IOException;

/** A file was not looked at, since no thread can be started to do it (RLIMIT_NPROC, {@code pids.max}): that may pass. */
public final class NoThreadException extends IOException {

    private static final long serialVersionUID = 1;

    /** What the JVM says when it starts none. */
    public NoThreadException(OutOfMemoryError cause) {
        super("there is no thread to read it with: " + cause.getMessage(), cause);
    }
}
