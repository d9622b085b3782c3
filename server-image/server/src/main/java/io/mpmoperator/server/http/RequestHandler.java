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
     * The answer to a request without a body, where it is at hand and depends on nothing but the request.
     *
     * @param mayWait whether it may be looked for, on a disk
     * @param standsAt the moment of {@link System#nanoTime}, now or soon, at which it must still stand
     * @return null where the request is to be {@link #handle}d, as it is when the answer's file cannot be opened any more
     */
    default @Nullable CachedResponse ready(Request request, boolean mayWait, long standsAt) {
        return null;
    }

    /**
     * Answers by {@link Exchange#respond} or {@link Exchange#stream}.
     *
     * @throws BadRequestException to be answered with an error
     * @throws IOException when the client cannot be read from or written to
     */
    void handle(Exchange exchange) throws IOException, BadRequestException;
}
