package io.mpmoperator.e2e.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A number of clients that each begin a request and do not go on with it, and begin again when the server loses its patience.
 * Under prefork and worker each takes a request worker.
 */
final class HeldConnections implements AutoCloseable {

    private static final byte[] HALF_A_HEAD = "GET / HTTP/1.1\r\nHost: l".getBytes(StandardCharsets.US_ASCII);
    private static final int CONNECT_MILLIS = 5000;
    private static final Duration BEFORE_ANOTHER_TRY = Duration.ofMillis(100);

    private final List<Thread> clients;

    HeldConnections(String host, int port, int clients) {
        InetSocketAddress address = new InetSocketAddress(host, port);
        this.clients = IntStream.range(0, clients)
                .mapToObj(i -> Thread.ofVirtual().name("client-" + i).start(() -> hold(address)))
                .toList();
    }

    private static void hold(InetSocketAddress address) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                holdOne(address);
                Thread.sleep(BEFORE_ANOTHER_TRY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** An interrupt closes a socket that a virtual thread waits for. */
    private static void holdOne(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(address, CONNECT_MILLIS);
            OutputStream out = socket.getOutputStream();
            out.write(HALF_A_HEAD);
            InputStream in = socket.getInputStream();
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException closedByTheServer) {
            // the next one takes its place
        }
    }

    @Override
    public String toString() {
        return clients.size() + " clients that hold their connections";
    }

    @Override
    public void close() {
        clients.forEach(Thread::interrupt);
    }
}
