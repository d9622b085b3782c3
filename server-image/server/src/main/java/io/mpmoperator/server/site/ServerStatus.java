package io.mpmoperator.server.site;

import io.mpmoperator.server.http.Response;

/** The status of the server, which {@code SetHandler server-status} shows. */
@FunctionalInterface
public interface ServerStatus {

    /** None that is known. */
    ServerStatus NONE = query -> Response.error(404);

    /**
     * The response with it.
     *
     * @param query {@code auto} for programs, {@code refresh=N}
     */
    Response of(String query);
}
