package io.mpmoperator.server.control;

import io.mpmoperator.conf.ListenAddress;

/**
 * A port that is listened on.
 *
 * @param descriptor of the socket, which stays with the port through restarts
 */
record BoundPort(ListenAddress address, int descriptor) {}
