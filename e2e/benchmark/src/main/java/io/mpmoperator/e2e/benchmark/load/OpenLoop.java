package io.mpmoperator.e2e.benchmark.load;

import io.mpmoperator.e2e.benchmark.traffic.Traffic;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Varied requests at a fixed rate over keep-alive connections that take turns, whether or not the answers keep up. A latency counts
 * from when its request was due, so that a server which stalls is charged for all who wait.
 *
 * <p>One thread, which never sleeps: what a timer's slack or a waking thread would add is not the server's.
 */
public final class OpenLoop implements AutoCloseable {

    private static final int BUFFER = 64 << 10;
    private static final Duration SPARE = Duration.ofSeconds(10);

    /** Short, so that what one tick of stolen time spoils is little. */
    private static final Duration WINDOW = Duration.ofMillis(25);

    private final Selector selector = Selector.open();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private final List<Connection> connections = new ArrayList<>();
    private final List<ByteBuffer> requests;
    private final long intervalNanos;
    private double[] latencies = new double[0];
    private int answered;

    /** Connects. */
    public OpenLoop(int port, Traffic traffic, int connections, int requestsPerSecond) throws IOException {
        this.intervalNanos = Duration.ofSeconds(1).toNanos() / requestsPerSecond;
        this.requests =
                traffic.heads().stream().map(StandardCharsets.US_ASCII::encode).toList();
        for (int i = 0; i < connections; i++) {
            this.connections.add(new Connection(selector, port));
        }
    }

    /** Asks for so long and waits for the last answers. */
    public List<Window> run(Duration time) throws IOException {
        int requests = Math.toIntExact(time.toNanos() / intervalNanos);
        int perWindow = Math.toIntExact(WINDOW.toNanos() / intervalNanos);
        int windows = Math.ceilDiv(requests, perWindow);
        latencies = new double[requests];
        answered = 0;
        StolenWindows stolen = new StolenWindows(windows);
        long start = System.nanoTime() + intervalNanos;
        long end = start + time.plus(SPARE).toNanos();
        for (int i = 0; i < connections.size(); i++) {
            connections.get(i).next = i;
        }
        while (answered < requests) {
            long now = System.nanoTime();
            if (now > end) {
                throw new IOException("%d of %d answers came in time".formatted(answered, requests));
            }
            stolen.reach(Math.clamp((now - start) / WINDOW.toNanos(), 0, windows - 1));
            sendWhatIsDue(start, now, requests);
            readWhatIsThere(start);
        }
        stolen.reach(windows);
        long[] around = Window.around(stolen.stolenMillis());
        return IntStream.range(0, windows)
                .mapToObj(window -> new Window(
                        around[window],
                        Arrays.stream(latencies, window * perWindow, Math.min((window + 1) * perWindow, requests))
                                .boxed()
                                .toList()))
                .toList();
    }

    private void sendWhatIsDue(long start, long now, int requests) throws IOException {
        for (Connection connection : connections) {
            if (!connection.busy && connection.next < requests && start + connection.next * intervalNanos <= now) {
                connection.send(this.requests.get(connection.next % this.requests.size()));
            }
        }
    }

    private void readWhatIsThere(long start) throws IOException {
        selector.selectNow();
        for (SelectionKey key : selector.selectedKeys()) {
            if (key.attachment() instanceof Connection connection && connection.reads(buffer)) {
                latencies[connection.next] = (System.nanoTime() - (start + connection.next * intervalNanos)) / 1e6;
                answered++;
                connection.next += connections.size();
            }
        }
        selector.selectedKeys().clear();
    }

    @Override
    public void close() throws IOException {
        for (Connection connection : connections) {
            connection.channel.close();
        }
        selector.close();
    }

    private static final class Connection {

        private final SocketChannel channel;
        private final ResponseScanner response = new ResponseScanner();
        private boolean busy;
        private int next;

        Connection(Selector selector, int port) throws IOException {
            channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, this);
        }

        void send(ByteBuffer request) throws IOException {
            request.rewind();
            while (request.hasRemaining()) {
                channel.write(request);
            }
            busy = true;
        }

        /** Whether this completes the response. */
        boolean reads(ByteBuffer buffer) throws IOException {
            buffer.clear();
            if (channel.read(buffer) < 0) {
                throw new IOException("the server has closed a connection");
            }
            buffer.flip();
            if (!response.takes(buffer)) {
                return false;
            }
            busy = false;
            return true;
        }
    }
}
