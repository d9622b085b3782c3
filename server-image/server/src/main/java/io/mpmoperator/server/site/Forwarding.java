package io.mpmoperator.server.site;

import io.mpmoperator.proxy.BackendUrl;
import io.mpmoperator.proxy.Parameters;
import io.mpmoperator.server.http.Exchange;
import io.mpmoperator.server.http.Request;
import io.mpmoperator.server.http.RequestHandler;
import io.mpmoperator.server.http.Response;
import io.mpmoperator.server.proxy.Circumstances;
import java.io.IOException;

/** What forwards requests to backends. */
@FunctionalInterface
public interface Forwarding {

    /** What responds in the place of what there is not. */
    RequestHandler ABSENT = new RequestHandler() {
        @Override
        public boolean mayBlock(Request request) {
            return false;
        }

        @Override
        public void handle(Exchange exchange) throws IOException {
            exchange.respond(Response.error(404));
        }
    };

    /** No backend is there. */
    Forwarding NONE = (url, parameters, pooled, circumstances) -> ABSENT;

    /**
     * What forwards a request.
     *
     * @param url of the backend, with the path and the query that it is asked for
     * @param pooled whether its connections are kept
     */
    RequestHandler to(BackendUrl url, Parameters parameters, boolean pooled, Circumstances circumstances);
}
