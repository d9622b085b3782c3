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
 * @param encryption what is put around the transport of each: TLS, or nothing
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
        RequestMemory memory) {

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
        this(settings, new Deadlines(settings), handler, requests, log, stopping, encryption, memory);
    }
}
