package io.mpmoperator.server.proxy;

import io.mpmoperator.rules.Rules;

/** What is known of a request beside the request, by whoever has decided that it is forwarded. */
public interface Circumstances {

    /** What is said of its URL. */
    Rules rules();

    /** Scheme, host and port by which the client has named this server. */
    String origin();

    /** The name of this server. */
    String serverName();
}
