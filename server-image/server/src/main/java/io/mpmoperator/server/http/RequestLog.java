package io.mpmoperator.server.http;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Hears of every request that was answered: the access log. */
@FunctionalInterface
public interface RequestLog {

    /** Hears of nothing. */
    RequestLog NONE = (client, request, status, bytes, micros) -> {};

    /**
     * A request was answered, or refused.
     *
     * @param request null when it was malformed
     * @param bytes bytes of the body sent
     * @param micros from the request's first byte to the answer's last
     */
    void answered(@Nullable InetSocketAddress client, @Nullable Request request, int status, long bytes, long micros);
}
