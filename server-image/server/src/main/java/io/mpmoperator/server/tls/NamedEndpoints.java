package io.mpmoperator.server.tls;

import io.mpmoperator.server.http.Transport;
import java.net.InetSocketAddress;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * The server's end of TLS where there are several certificates: each virtual host has its own, and the client says in its first
 * message which one it asks for (SNI). A client that names none, or none that is known, is given that of the first virtual host.
 */
public final class NamedEndpoints {

    private final Choice choice;

    /** Chooses an endpoint. */
    @FunctionalInterface
    public interface Choice {

        /**
         * The endpoint of a virtual host.
         *
         * @param local the address that the client has connected to; null where that is not known
         * @param name that the client asks for, empty for none
         * @return null where that host speaks no TLS
         */
        @Nullable
        TlsEndpoint of(@Nullable InetSocketAddress local, String name);
    }

    /** Those of a choice. */
    public NamedEndpoints(Choice choice) {
        this.choice = choice;
    }

    /** What is around a connection that was just accepted: TLS where the first virtual host for its address speaks it. */
    public Transport encrypt(Transport raw) {
        InetSocketAddress local = raw.localAddress();
        TlsEndpoint first = choice.of(local, "");
        return first == null ? raw : new TlsTransport(raw, new Named(first, local));
    }

    private final class Named implements Engines {

        private final TlsEndpoint first;
        private final @Nullable InetSocketAddress local;

        private Named(TlsEndpoint first, @Nullable InetSocketAddress local) {
            this.first = first;
            this.local = local;
        }

        @Override
        public boolean dependOnName() {
            return true;
        }

        @Override
        public SSLEngine engine(String name) {
            TlsEndpoint named = name.isEmpty() ? first : choice.of(local, name);
            return (named == null ? first : named).newEngine();
        }
    }
}
