package io.mpmoperator.server.http;

import org.jspecify.annotations.Nullable;

/** The head of a response that was sent, as the logs see it. */
public interface ResponseHead {

    /** The status code. */
    int status();

    /**
     * The value of the first field of a name, of Set-Cookie those of all; null where there is none. Fields that every response has
     * are not among them.
     */
    @Nullable
    String field(String name);

    /** Bytes of the head. */
    long headBytes();
}
