package io.mpmoperator.server.tls;

import javax.net.ssl.SSLEngine;

/** Makes the engine of a connection. */
interface Engines {

    /** Whether it follows from the name that the client asks for. */
    boolean dependOnName();

    /**
     * An engine.
     *
     * @param name that the client asks for, empty for none
     */
    SSLEngine engine(String name);
}
