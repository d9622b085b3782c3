package io.mpmoperator.server.proxy;

import java.io.IOException;

/** A backend that does not do its part; the client is told by a status, where there is no response yet. */
final class BackendException extends IOException {

    private static final long serialVersionUID = 1;
    static final int BAD_GATEWAY = 502;
    static final int UNAVAILABLE = 503;
    static final int TIMED_OUT = 504;

    private final int status;

    BackendException(int status, String reason) {
        super(reason);
        this.status = status;
    }

    /** One for a failure of its connection. */
    static BackendException of(IOException failure, String doing) {
        if (failure instanceof BackendException known) {
            return known;
        }
        BackendException made = new BackendException(BAD_GATEWAY, doing + ": " + failure);
        made.initCause(failure);
        return made;
    }

    /** 502, 503 or 504. */
    int status() {
        return status;
    }
}
