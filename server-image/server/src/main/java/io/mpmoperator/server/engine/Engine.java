package io.mpmoperator.server.engine;

import java.io.IOException;

/** What a mode makes of a child process. */
public interface Engine {

    /**
     * Serves until {@link #quiesce} was called, or MaxConnectionsPerChild is reached, and the last connection is closed.
     *
     * @throws IOException when the listening socket fails: the process is then replaced
     */
    void serve() throws IOException;

    /**
     * Takes no more connections, and ends {@link #serve} when those in hand are served. Any thread may call it.
     *
     * @param takesWaiting whether to take first what waits to be accepted, which no other process will take
     */
    void quiesce(boolean takesWaiting);
}
