package io.mpmoperator.server.proxy;

import io.mpmoperator.server.http.Request;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;

/**
 * The fields of a message that belong to its connection and are not passed on (RFC 9110, section 7.6.1), and Content-Length, which is
 * written anew as the body is framed.
 *
 * @param named those that Connection names, in lower case
 */
record HopByHop(Set<String> named) {

    private static final Set<String> ALWAYS = Set.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "content-length");

    /** Those of a message. */
    static HopByHop of(HttpFields fields) {
        String connection = Request.joined(fields, "Connection");
        return new HopByHop(
                connection == null
                        ? Set.of()
                        : Set.copyOf(Arrays.stream(connection.split(",", -1))
                                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                                .toList()));
    }

    /** Whether a field is one of them; its name in lower case. */
    boolean has(String name) {
        return ALWAYS.contains(name) || named.contains(name);
    }
}
