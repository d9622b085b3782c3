package io.mpmoperator.server.http;

import java.io.IOException;

/** Answers requests. Called by many threads at once in the worker and event modes. */
public interface RequestHandler {

    /**
     * Whether answering may wait for anything (a disk, a handler's own doings). What cannot wait may be answered by the
     * thread that found the request.
     */
    boolean mayBlock(Request request);

    /**
     * Answers by {@link Exchange#respond} or {@link Exchange#stream}.
     *
     * @throws BadRequestException to be answered with an error
     * @throws IOException when the client cannot be read from or written to
     */
    void handle(Exchange exchange) throws IOException, BadRequestException;
}
