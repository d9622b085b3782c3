package io.mpmoperator.server.engine;

import io.mpmoperator.server.http.ServerContext;
import io.mpmoperator.server.log.Log;
import io.mpmoperator.server.scoreboard.ProcessSlot;
import java.nio.channels.ServerSocketChannel;

/**
 * What a child was given.
 *
 * @param settings the numbers of its mode
 * @param slot its place in the scoreboard
 * @param listener the socket that all children share, in blocking mode
 * @param retire called when MaxConnectionsPerChild is reached: from then on the child counts among those that end
 */
public record ChildContext(
        ChildSettings settings,
        ProcessSlot slot,
        ServerSocketChannel listener,
        ServerContext server,
        Log log,
        Runnable retire) {}
