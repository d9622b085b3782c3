package io.mpmoperator.server.child;

import io.mpmoperator.server.http.ProxiesInFront;
import io.mpmoperator.server.http.RequestHandler;
import io.mpmoperator.server.http.ServerContext;
import io.mpmoperator.server.http.Transport;
import java.util.function.UnaryOperator;

/**
 * What is a port's own.
 *
 * @param handler what responds
 * @param files the same without what is mounted
 * @param proxies those that are believed
 * @param around what is put around the transports, innermost
 */
record PortTraits(
        RequestHandler handler, RequestHandler files, ProxiesInFront proxies, UnaryOperator<Transport> around) {

    /** With what connections to another port have in common beside it. */
    ServerContext inForceAt(ServerContext another) {
        return another.respondingBy(handler).behind(proxies).over(around);
    }
}
