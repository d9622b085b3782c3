package io.mpmoperator.server.engine;

import io.mpmoperator.server.http.ServerContext;
import java.nio.channels.ServerSocketChannel;

/**
 * A port of a child.
 *
 * @param socket that all children share, in blocking mode
 * @param server what the connections that arrive there have in common
 */
public record Listening(ServerSocketChannel socket, ServerContext server) {}
