package io.mpmoperator.server.proxy;

import io.mpmoperator.rules.Rules;
import io.mpmoperator.server.http.Exchange;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of a request beside the request, by whoever has decided that it is forwarded. */
public interface Circumstances {

    /** What is said of its URL. */
    Rules rules();

    /** Scheme, host and port by which the client has named this server. */
    String origin();

    /** The name of this server. */
    String serverName();

    /** A variable of the request; null where it is not set. */
    @Nullable
    String environment(String name);

    /**
     * The variables that a FastCGI server is sent, a character for each byte.
     *
     * @param length of the body in bytes; -1 where it is not known
     */
    Map<String, String> variables(Exchange exchange, long length);
}
