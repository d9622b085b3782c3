package io.mpmoperator.server.http;

import org.jspecify.annotations.Nullable;

/** Where a connection is between two requests' first bytes. A {@link ReadyResponse} is one: the response to what was received. */
sealed interface Stage permits Stage.Reading, Stage.Received, Stage.Refused, Stage.Sending, ReadyResponse {

    /** Nothing of a request is there, or not all of its head. */
    enum Reading implements Stage {
        READING
    }

    /** A request whose head is there. */
    record Received(Request request) implements Stage {}

    /**
     * A request that will get an error.
     *
     * @param soFar what there is of it; null for nothing
     */
    record Refused(BadRequestException reason, @Nullable Request soFar) implements Stage {}

    /**
     * A response whose head is generated.
     *
     * @param output what is still to be sent of it; null where its handler has sent it, or will not send the rest
     * @param how it is sent
     * @param to what it responds to
     */
    record Sending(@Nullable Output output, SentResponse how, Stage to) implements Stage {}
}
