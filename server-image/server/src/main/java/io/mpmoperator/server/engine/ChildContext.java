package io.mpmoperator.server.engine;

import io.mpmoperator.server.http.ServerContext;
import io.mpmoperator.server.log.Log;
import io.mpmoperator.server.scoreboard.ProcessSlot;
import java.nio.channels.ServerSocketChannel;
import java.util.List;

/**
 * What a child was given.
 *
 * @param settings the numbers of its mode
 * @param slot its place in the scoreboard
 * @param ports where it takes connections, at least one
 * @param retire called when MaxConnectionsPerChild is reached: from then on the child counts among those that end
 */
public record ChildContext(ChildSettings settings, ProcessSlot slot, List<Listening> ports, Log log, Runnable retire) {

    public ChildContext {
        ports = List.copyOf(ports);
    }

    /** What all connections have in common, at whichever port they arrive. */
    public ServerContext server() {
        return ports.getFirst().server();
    }

    /** The sockets of the ports. */
    public List<ServerSocketChannel> sockets() {
        return ports.stream().map(Listening::socket).toList();
    }
}
