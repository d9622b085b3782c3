package io.mpmoperator.operator.resources;

import io.mpmoperator.operator.plan.PlannedServer;

/** The names of the container's ports. */
final class Ports {

    static final String MANAGEMENT = "management";

    private Ports() {}

    /** The port that requests arrive at: http or https. */
    static String web(PlannedServer server) {
        return server.servesTls() ? "https" : "http";
    }
}
