package io.mpmoperator.server.content;

import io.mpmoperator.server.http.Response;
import java.time.Instant;

/** What is added to a response before it is sent. */
public interface HeaderFilter {

    /**
     * The response with what is added.
     *
     * @param now the time of the response
     */
    Response apply(Response response, Instant now);

    /** Whether it looks otherwise at another time. */
    default boolean isTimed() {
        return false;
    }
}
