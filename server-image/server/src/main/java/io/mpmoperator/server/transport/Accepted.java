package io.mpmoperator.server.transport;

import java.nio.channels.SocketChannel;

/**
 * A connection that was accepted.
 *
 * @param port the number of the listening socket that it has arrived at, from 0
 */
public record Accepted(SocketChannel channel, int port) {}
