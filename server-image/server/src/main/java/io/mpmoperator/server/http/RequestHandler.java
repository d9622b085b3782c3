package io.mpmoperator.server.http;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Answers requests. Called by many threads at once in the worker and event modes. */
public interface RequestHandler {

    /**
     * Whether answering may wait for anything (a disk, a handler's own doings). What cannot wait may be answered by the
     * thread that found the request.
     */
    boolean mayBlock(Request request);

    /**
     * The response to a plain request, where it is ready and depends on nothing but the request. It may be asked of a file system
     * whether a file that was found lately is still there, and of no other.
     *
     * @param now a moment of {@link System#nanoTime}
     * @return null where the request is to be {@link #handle}d
     */
    default @Nullable ReadyResponse ready(PlainHead head, long now) {
        return null;
    }

    /**
     * The same for a connection, whose TLS may forbid the response.
     *
     * @return null where the request is to be {@link #handle}d
     */
    default @Nullable ReadyResponse ready(PlainHead head, Connected connection, long now) {
        return ready(head, now);
    }

    /**
     * Answers by {@link Exchange#respond} or {@link Exchange#stream}.
     *
     * @throws BadRequestException to be answered with an error
     * @throws IOException when the client cannot be read from or written to
     */
    void handle(Exchange exchange) throws IOException, BadRequestException;

    /**
     * Answers a request with an error that is not to be followed: malformed, too large, or refused by {@link #handle}. The
     * connection ends after it.
     *
     * @throws IOException when the client cannot be written to
     */
    default void refuse(Exchange exchange, int status) throws IOException {
        exchange.respond(Response.error(status));
    }
}
