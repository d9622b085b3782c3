package io.mpmoperator.server.http;

import io.mpmoperator.conf.HttpSettings;
import io.mpmoperator.server.log.Log;
import java.util.function.BooleanSupplier;

/**
 * What all connections of a process have in common.
 *
 * @param stopping whether the process is ending: connections are then not kept alive
 */
public record ServerContext(
        HttpSettings settings, RequestHandler handler, RequestLog requests, Log log, BooleanSupplier stopping) {}
