package io.mpmoperator.server.proxy;

import io.mpmoperator.rules.Rules;
import org.jspecify.annotations.Nullable;

/** What is known of a request beside the request, by whoever has decided that it is forwarded. */
public interface Circumstances {

    /** What is said of its URL. */
    Rules rules();

    /** Scheme, host and port by which the client has named this server. */
    String origin();

    /** The name of this server. */
    String serverName();

    /** A variable that is set; null for one that is not. */
    @Nullable
    String environment(String name);
}
