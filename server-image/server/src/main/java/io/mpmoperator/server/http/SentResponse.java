package io.mpmoperator.server.http;

import org.jspecify.annotations.Nullable;

/**
 * How a request was answered.
 *
 * @param bytes bytes of the body sent
 * @param persistent whether the connection may go on after it
 * @param user whose password was right; null where there is none
 */
public record SentResponse(
        int status,
        long bytes,
        boolean persistent,
        @Nullable String user) {}
