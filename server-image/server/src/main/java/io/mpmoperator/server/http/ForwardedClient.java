package io.mpmoperator.server.http;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.jspecify.annotations.Nullable;

/**
 * Whom a request comes from, as a proxy says that is believed.
 *
 * @param address of the client, in figures; its port is not known
 * @param secure whether the client speaks TLS; empty where the proxy does not say it
 * @param fields of the request that change, empty for one that goes
 */
public record ForwardedClient(
        InetSocketAddress address, Optional<Boolean> secure, Map<String, Optional<String>> fields) {

    public ForwardedClient {
        fields = Map.copyOf(fields);
    }

    /** The client's address: as a proxy says, or the other end of the connection; null when that is gone already. */
    static @Nullable InetSocketAddress address(@Nullable ForwardedClient named, Transport transport) {
        return named == null ? transport.remoteAddress() : named.address;
    }

    /** Whether the client speaks TLS: as a proxy says, or to this server. */
    static boolean secure(@Nullable ForwardedClient named, Transport transport) {
        return named == null ? transport.secure() : named.secure.orElseGet(transport::secure);
    }

    /** The request with the fields as those who come after see them. */
    Request changed(Request request) {
        if (fields.isEmpty()) {
            return request;
        }
        HttpFields.Mutable changed = HttpFields.build(request.fields());
        fields.forEach((name, value) -> {
            changed.remove(name);
            value.ifPresent(text -> changed.add(name, text));
        });
        return request.with(changed.asImmutable());
    }
}
