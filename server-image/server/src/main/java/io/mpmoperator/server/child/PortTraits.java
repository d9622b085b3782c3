package io.mpmoperator.server.child;

import io.mpmoperator.server.handler.HandlerMounts;
import io.mpmoperator.server.http.ProxiesInFront;
import io.mpmoperator.server.http.RequestHandler;
import io.mpmoperator.server.http.ServerContext;
import io.mpmoperator.server.http.Transport;
import java.util.function.UnaryOperator;

/**
 * What is a port's own.
 *
 * @param files what responds where no handler is mounted
 * @param proxies those that are believed
 * @param around what is put around the transports, innermost
 */
record PortTraits(RequestHandler files, ProxiesInFront proxies, UnaryOperator<Transport> around) {

    /** With what connections to another port have in common beside it. */
    ServerContext inForceAt(ServerContext another) {
        return another.respondingBy(HandlerMounts.over(files, another.handler()))
                .behind(proxies)
                .over(around);
    }
}
