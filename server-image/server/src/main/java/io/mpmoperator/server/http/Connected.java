package io.mpmoperator.server.http;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Who talks to whom over a connection. */
public interface Connected {

    /** The client's address, as a proxy says that is believed; null when it is gone already. */
    @Nullable
    InetSocketAddress remoteAddress();

    /** The address that the client has connected to; null when it is not known. */
    default @Nullable InetSocketAddress localAddress() {
        return null;
    }

    /** The other end of the connection, a proxy where one is in front; null when it is gone already. */
    default @Nullable InetSocketAddress peerAddress() {
        return remoteAddress();
    }

    /** Whether the request came over TLS, to this server or to a proxy that is believed. */
    boolean secure();

    /** Whether a proxy may say for each request whom it comes from, and over what. */
    default boolean behindProxies() {
        return false;
    }

    /** What is known of the TLS of the connection; null where there is none. */
    default @Nullable TlsFacts tls() {
        return null;
    }
}
