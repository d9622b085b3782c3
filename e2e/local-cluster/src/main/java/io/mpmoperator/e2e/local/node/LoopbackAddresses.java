package io.mpmoperator.e2e.local.node;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Gives each pod an address of its own in 127.0.0.0/8, so that all pods can use the ports they would use in a cluster.
 *
 * <p>Safe for use by several threads.
 */
final class LoopbackAddresses {

    private static final int ATTEMPTS = 50;

    private final RandomGenerator random;
    private final Set<String> given = new HashSet<>();

    LoopbackAddresses(RandomGenerator random) {
        this.random = random;
    }

    /**
     * An address on which the ports are free.
     *
     * @throws IOException if none is found, with the last reason
     */
    synchronized String take(List<Integer> ports) throws IOException {
        IOException last = new IOException("no attempt was made");
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            String address =
                    "127.%d.%d.%d".formatted(random.nextInt(1, 255), random.nextInt(0, 255), random.nextInt(1, 255));
            try {
                tryToListen(address, ports);
                if (given.add(address)) {
                    return address;
                }
            } catch (IOException e) {
                last = e;
            }
        }
        throw new IOException(
                "no address in 127.0.0.0/8 has the ports %s free: %s".formatted(ports, last.getMessage()), last);
    }

    private static void tryToListen(String address, List<Integer> ports) throws IOException {
        for (int port : ports) {
            try (ServerSocket socket = new ServerSocket()) {
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(InetAddress.getByName(address), port));
            }
        }
    }

    synchronized void giveBack(String address) {
        given.remove(address);
    }
}
