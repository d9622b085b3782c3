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

    /** How busy the server and the machine are. */
    default Load load() {
        return Load.UNKNOWN;
    }

    /**
     * How busy the server and the machine are.
     *
     * @param averages over one, five and fifteen minutes, as {@code 0.10/0.20/0.30}
     * @param idlePercent the share of workers that wait for work
     * @param busyPercent the share of workers that have something in hand
     */
    record Load(String averages, int idlePercent, int busyPercent) {

        /** What is said where it is not known. */
        public static final Load UNKNOWN = new Load("-1.00/-1.00/-1.00", -1, -1);
    }
}
