package io.mpmoperator.server.child;

import io.mpmoperator.server.engine.Listening;
import io.mpmoperator.server.http.ServerContext;
import io.mpmoperator.server.jdk.InheritedSockets;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;

/** The ports of a child, each with what responds there. */
final class Ports {

    private final List<ServerSocketChannel> sockets;

    private Ports(List<ServerSocketChannel> sockets) {
        this.sockets = sockets;
    }

    /** The sockets that the control process has left for a child. */
    static Ports inherited(int count) throws IOException {
        List<ServerSocketChannel> sockets = new ArrayList<>();
        sockets.add(InheritedSockets.first());
        for (int i = 1; i < count; i++) {
            sockets.add(InheritedSockets.at(ChildArguments.FURTHER_SOCKETS + i - 1));
        }
        return new Ports(sockets);
    }

    /** Those of a trial, which listen on nothing. */
    static Ports ofTrial(int count) throws IOException {
        List<ServerSocketChannel> sockets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sockets.add(ServerSocketChannel.open());
        }
        return new Ports(sockets);
    }

    /** The numbers of the ports; 0 for one that listens on nothing. */
    List<Integer> numbers() throws IOException {
        List<Integer> numbers = new ArrayList<>();
        for (ServerSocketChannel socket : sockets) {
            numbers.add(socket.getLocalAddress() instanceof InetSocketAddress address ? address.getPort() : 0);
        }
        return numbers;
    }

    /**
     * What is in force at each port.
     *
     * @param first at the first
     * @param each what is each port's own
     */
    List<Listening> listening(ServerContext first, List<PortTraits> each) {
        List<Listening> ports = new ArrayList<>();
        for (int i = 0; i < sockets.size(); i++) {
            PortTraits traits = each.get(i);
            boolean same = traits.equals(each.getFirst());
            ports.add(new Listening(sockets.get(i), same ? first : traits.inForceAt(first)));
        }
        return ports;
    }
}
