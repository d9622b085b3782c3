package io.mpmoperator.server.http;

import org.jspecify.annotations.Nullable;

/**
 * How a request was answered.
 *
 * @param bytes bytes of the body sent
 * @param persistent whether the connection may go on after it
 * @param account what is known of the request; null where its head is all
 * @param user whose password was right; null where there is none
 * @param whole whether all of it was sent
 */
public record SentResponse(
        ResponseHead head,
        long bytes,
        boolean persistent,
        @Nullable Account account,
        @Nullable String user,
        boolean whole) {

    /** The status code. */
    public int status() {
        return head.status();
    }

    /** The same, broken off after so many bytes of the body. */
    SentResponse brokenAt(long sent) {
        return new SentResponse(head, sent, false, account, user, false);
    }
}
