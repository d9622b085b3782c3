package io.mpmoperator.server.transport;

import java.io.IOException;
import java.nio.channels.Channel;

/** Closing what nobody needs any more. */
final class Closing {

    private Closing() {}

    /** Closes; that a peer had reset the connection first makes no difference to anybody. */
    static void quietly(Channel channel) {
        try {
            channel.close();
        } catch (IOException ignored) {
            return;
        }
    }
}
