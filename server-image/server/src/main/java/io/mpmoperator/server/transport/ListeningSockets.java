package io.mpmoperator.server.transport;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The sockets that a thread waits for a connection at. Of one it waits in accept, where the kernel wakes one process for each
 * connection. Of several it waits in a selector: more processes may wake than connections have come, and those that find none left
 * wait again, as their sockets do not block. Apache lets one process wait at a time instead, by a lock.
 */
final class ListeningSockets {

    private final List<ServerSocketChannel> sockets;
    private final @Nullable Selector selector;
    private int last;

    /** Sockets in blocking mode, at least one. */
    ListeningSockets(List<ServerSocketChannel> sockets) throws IOException {
        this.sockets = List.copyOf(sockets);
        this.selector = sockets.size() == 1 ? null : Selector.open();
        if (selector != null) {
            for (int port = 0; port < sockets.size(); port++) {
                sockets.get(port).configureBlocking(false);
                sockets.get(port).register(selector, SelectionKey.OP_ACCEPT, port);
            }
        }
    }

    /**
     * Waits for the next connection.
     *
     * @throws ClosedChannelException when the sockets are closed
     */
    Accepted accept() throws IOException {
        if (selector == null) {
            return new Accepted(sockets.getFirst().accept(), 0);
        }
        Accepted accepted = acceptOfAny();
        while (accepted == null) {
            await(selector);
            accepted = acceptOfAny();
        }
        return accepted;
    }

    private static void await(Selector selector) throws IOException {
        try {
            selector.select(key -> {});
        } catch (ClosedSelectorException e) {
            throw new ClosedChannelException();
        }
    }

    /** Begins behind the socket that has had the last turn: a busy one keeps no other waiting. */
    private @Nullable Accepted acceptOfAny() throws IOException {
        for (int i = 1; i <= sockets.size(); i++) {
            int port = (last + i) % sockets.size();
            SocketChannel channel = sockets.get(port).accept();
            if (channel != null) {
                last = port;
                return new Accepted(channel, port);
            }
        }
        return null;
    }

    /** Takes what waits, and waits for no more. */
    void takeWaiting(Consumer<Accepted> taker) throws IOException {
        for (int port = 0; port < sockets.size(); port++) {
            int its = port;
            WaitingConnections.take(sockets.get(port), waiting -> taker.accept(new Accepted(waiting, its)));
        }
    }

    /** Closes this process's own descriptors; whoever waits goes on. Any thread may call it. */
    void close() {
        sockets.forEach(Closing::quietly);
        if (selector != null) {
            Closing.quietly(selector);
        }
    }
}
