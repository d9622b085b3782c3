package io.mpmoperator.server.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** Who is at the other end. */
final class RemoteAddress {

    private RemoteAddress() {}

    /** The client's address; null when it is gone already. */
    static @Nullable InetSocketAddress of(SocketChannel channel) {
        try {
            return (InetSocketAddress) channel.getRemoteAddress();
        } catch (IOException e) {
            return null;
        }
    }
}
