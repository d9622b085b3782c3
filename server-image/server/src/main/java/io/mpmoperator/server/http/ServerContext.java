package io.mpmoperator.server.http;

import io.mpmoperator.conf.HttpSettings;
import io.mpmoperator.server.log.Log;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/**
 * What all connections of a process have in common.
 *
 * @param deadlines those of the settings
 * @param memory what clients may make the process hold
 * @param encryption what is put around the transport of each: TLS, or nothing; the header of a proxy before it
 * @param proxies those that are believed whom requests come from
 * @param stopping whether the process is ending: connections are then not kept alive
 */
public record ServerContext(
        HttpSettings settings,
        Deadlines deadlines,
        RequestHandler handler,
        RequestLog requests,
        Log log,
        BooleanSupplier stopping,
        UnaryOperator<Transport> encryption,
        RequestMemory memory,
        ProxiesInFront proxies) {

    /** The same with another handler. */
    public ServerContext respondingBy(RequestHandler other) {
        return new ServerContext(settings, deadlines, other, requests, log, stopping, encryption, memory, proxies);
    }

    /** The same behind proxies that are believed. */
    public ServerContext behind(ProxiesInFront others) {
        return new ServerContext(settings, deadlines, handler, requests, log, stopping, encryption, memory, others);
    }

    /** The same with something else around the transports. */
    public ServerContext over(UnaryOperator<Transport> other) {
        return new ServerContext(settings, deadlines, handler, requests, log, stopping, other, memory, proxies);
    }

    /** With the deadlines of the settings, and memory for whatever clients send. */
    public ServerContext(
            HttpSettings settings,
            RequestHandler handler,
            RequestLog requests,
            Log log,
            BooleanSupplier stopping,
            UnaryOperator<Transport> encryption) {
        this(settings, handler, requests, log, stopping, encryption, RequestMemory.unlimited());
    }

    /** With the deadlines of the settings. */
    public ServerContext(
            HttpSettings settings,
            RequestHandler handler,
            RequestLog requests,
            Log log,
            BooleanSupplier stopping,
            UnaryOperator<Transport> encryption,
            RequestMemory memory) {
        this(
                settings,
                new Deadlines(settings),
                handler,
                requests,
                log,
                stopping,
                encryption,
                memory,
                ProxiesInFront.NONE);
    }
}
