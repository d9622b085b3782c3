package io.mpmoperator.server.transport;

import java.io.Closeable;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;

/** Closing what is not needed any more. */
final class Closing {

    private Closing() {}

    /** Closes with a reset, and without what has not been sent (SO_LINGER of socket(7), with a time of 0). */
    static void byReset(SocketChannel channel) {
        try {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException ignored) {
            // the peer was quicker
        }
        quietly(channel);
    }

    /** Ends both directions of a connection; whoever waits for its client sees the end of it. */
    static void bothDirections(SocketChannel channel) {
        try {
            channel.shutdownInput();
            channel.shutdownOutput();
        } catch (IOException ignored) {
            return;
        }
    }

    /** Closes; that a peer had reset the connection first makes no difference to anybody. */
    static void quietly(Closeable channel) {
        try {
            channel.close();
        } catch (IOException ignored) {
            return;
        }
    }
}
