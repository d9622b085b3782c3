package io.mpmoperator.server.nativecalls;

/**
 * How much waits at a listening socket, and at each connection that is accepted from it.
 *
 * @param backlog connections that wait to be accepted (ListenBacklog)
 * @param receiveBytes bytes that a client has sent and the server has not read (ReceiveBufferSize); 0 lets the kernel decide
 * @see <a href="https://man7.org/linux/man-pages/man7/socket.7.html">socket(7), SO_RCVBUF</a>
 */
public record SocketQueues(int backlog, int receiveBytes) {}
