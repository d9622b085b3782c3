package io.mpmoperator.e2e.grid;

import io.mpmoperator.e2e.server.Await;
import io.mpmoperator.mpm.Mode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Clients that mean no good, beside honest ones: heads as large as they may be that never end, trailers without an end, readers
 * of a large file that stop to read, and floods of connections that linger. Where each connection has a thread or a process,
 * they leave some of them to the others: to occupy all is possible there, and is what {@code RequestReadTimeout} is for.
 */
final class Strangers implements AutoCloseable {

    /** What the slow readers ask for. */
    static final String LARGE = "large.bin";

    static final int LARGE_BYTES = 8 << 20;

    private static final Duration ATTACK = Duration.ofSeconds(4);
    private static final Duration BETWEEN_HONEST = Duration.ofMillis(20);
    private static final int FIELDS = 95;
    private static final String FIELD = "x: " + "y".repeat(8_000) + "\r\n";
    private static final int READ_BEFORE_STOPPING = 2 << 20;
    private static final int PATIENCE_MILLIS = 10_000;
    private static final int MOST = 150;

    private final GridPlan plan;
    private final int port;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private volatile boolean over;

    Strangers(GridPlan plan, int port) {
        this.plan = plan;
        this.port = port;
    }

    /** Attacks for some seconds and asks honestly meanwhile. */
    void attack() {
        for (int i = 0; i < strangers(); i++) {
            int kind = i;
            threads.execute(() -> {
                while (!over) {
                    come(kind);
                }
            });
        }
        long end = System.nanoTime() + ATTACK.toNanos();
        while (System.nanoTime() - end < 0) {
            (honest() ? answered : failed).incrementAndGet();
            Await.pause(BETWEEN_HONEST);
        }
    }

    /** Honest requests that were answered meanwhile. */
    long answered() {
        return answered.get();
    }

    /** Honest requests that were not. */
    long failed() {
        return failed.get();
    }

    private int strangers() {
        return switch (plan.mode()) {
            case PREFORK, WORKER -> Math.min(MOST, plan.workers() / 2);
            case EVENT -> Math.min(MOST, 3 * plan.workers());
        };
    }

    private boolean honest() {
        try (GridClient client = GridClient.connect(port, Optional.empty())) {
            return client.get(GridRun.WHAT_ALL_HAVE) == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private void come(int kind) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            sockets.add(socket);
            socket.setSoTimeout(PATIENCE_MILLIS);
            switch (kind % 4) {
                case 0, 1 -> send(socket, "GET / HTTP/1.1\r\nHost: x\r\n", FIELDS);
                case 2 -> send(socket, "GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n", FIELDS);
                default -> {
                    if (plan.mode() == Mode.EVENT && kind % 8 == 7) {
                        send(socket, "BAD\r\n\r\n", 0);
                    } else {
                        send(socket, "GET /" + LARGE + " HTTP/1.1\r\nHost: x\r\n\r\n", 0);
                        socket.getInputStream().skipNBytes(READ_BEFORE_STOPPING);
                        Await.pause(ATTACK);
                    }
                }
            }
            socket.getInputStream().readAllBytes();
        } catch (IOException e) {
            Await.pause(BETWEEN_HONEST);
        }
    }

    private static void send(Socket socket, String begin, int fields) throws IOException {
        socket.getOutputStream().write(begin.getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < fields; i++) {
            socket.getOutputStream().write(FIELD.getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Override
    public void close() throws IOException {
        over = true;
        for (Socket socket : sockets) {
            socket.close();
        }
        threads.shutdownNow();
    }
}
