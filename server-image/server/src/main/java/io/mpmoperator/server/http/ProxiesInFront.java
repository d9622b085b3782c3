package io.mpmoperator.server.http;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** The proxies that requests come through, and what they are believed. */
public interface ProxiesInFront {

    /** No proxy is believed. */
    ProxiesInFront NONE = new ProxiesInFront() {
        @Override
        public boolean believesAny() {
            return false;
        }

        @Override
        public @Nullable ForwardedClient client(
                InetSocketAddress peer, @Nullable InetSocketAddress local, Fields fields) {
            return null;
        }
    };

    /** Whether there is a proxy that is believed. */
    default boolean believesAny() {
        return true;
    }

    /** The fields of a request. */
    @FunctionalInterface
    interface Fields {

        /** The value of a field, those of several lines joined by commas; null where it is absent. */
        @Nullable
        String get(String name);
    }

    /**
     * Whom a request comes from.
     *
     * @param peer the other end of the connection
     * @param local the address that it has connected to; null where that is not known
     * @return null where the peer is no proxy that is believed
     */
    @Nullable
    ForwardedClient client(InetSocketAddress peer, @Nullable InetSocketAddress local, Fields fields);
}
