package io.mpmoperator.server.http;

import java.io.IOException;

/** A client took longer than Timeout, KeepAliveTimeout or RequestReadTimeout allow. */
public final class DeadlineException extends IOException {

    private static final long serialVersionUID = 1;

    /** Says what was waited for. */
    public DeadlineException(String waitedFor) {
        super("timed out waiting for " + waitedFor);
    }
}
