package io.mpmoperator.operator.resources;

import io.mpmoperator.operator.plan.PlannedServer;
import java.util.List;

/** The names of the container's ports. */
final class Ports {

    static final String MANAGEMENT = "management";

    /** The port of HTTP beside that of HTTPS. */
    static final String HTTP = "http";

    private Ports() {}

    /** The port that requests arrive at: http or https. */
    static String web(PlannedServer server) {
        return server.servesTls() ? "https" : HTTP;
    }

    /** All ports that requests arrive at. */
    static List<String> all(PlannedServer server) {
        return server.servesHttpToo() ? List.of(web(server), HTTP) : List.of(web(server));
    }
}
