package io.mpmoperator.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.eclipse.jetty.http.HttpFields;
import org.jspecify.annotations.Nullable;

/** One request and its response, as a handler sees them. */
public interface Exchange extends Connected {

    /** The head of the request. */
    Request request();

    /** Notes the user whose password was right: for handlers and for the access log. */
    default void user(String name) {}

    /** That user; null where there is none. */
    default @Nullable String user() {
        return null;
    }

    /**
     * The body, decoded from its chunks. Reading waits, at most for Timeout and as RequestReadTimeout allows; the first
     * read sends 100 Continue to a client that expects it.
     */
    InputStream body();

    /**
     * Answers with a response that is known as a whole.
     *
     * @throws IllegalStateException when there is a response already
     */
    void respond(Response response) throws IOException;

    /**
     * Begins a response whose body is written piece by piece.
     *
     * @param length bytes of the body, or -1 when it is not known: sent in chunks, to an HTTP/1.0 client until the
     *     connection ends, which is reset if it is to end before
     * @throws IllegalStateException when there is a response already
     */
    OutputStream stream(int status, HttpFields fields, long length) throws IOException;

    /**
     * Answers without a body, at once.
     *
     * @param length that the head announces, as that of HEAD may; -1 to say nothing of it
     * @throws IllegalStateException when there is a response already
     */
    void complete(int status, HttpFields fields, long length) throws IOException;

    /** How long ago the first byte of the request was there, in microseconds; 0 where it did not come over a connection. */
    default long elapsedMicros() {
        return 0;
    }

    /** Says what is known of the request, for the logs. */
    default void account(Account account) {}

    /** Whether a response has begun. */
    boolean answered();
}
