package io.mpmoperator.e2e.cluster;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * So many requests a second, each on a connection of its own to one address after the other, whether earlier ones were answered
 * or not. What each takes counts from the moment at which it was due.
 */
final class PacedRequests implements AutoCloseable {

    private static final int PORT = 8080;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final byte[] HEAD =
            "GET / HTTP/1.1\r\nHost: paced\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Supplier<List<String>> addresses;
    private final Duration slow;
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private final ConcurrentLinkedQueue<String> failed = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> slower = new ConcurrentLinkedQueue<>();
    private final Thread pace;
    private volatile boolean closed;

    /**
     * Starts them.
     *
     * @param addresses the hosts that take requests at the moment
     * @param slow what counts as slow
     */
    PacedRequests(int perSecond, Duration slow, Supplier<List<String>> addresses) {
        this.addresses = addresses;
        this.slow = slow;
        long interval = Duration.ofSeconds(1).toNanos() / perSecond;
        this.pace = Thread.ofPlatform().name("pace").start(() -> send(interval));
    }

    private void send(long interval) {
        long due = System.nanoTime();
        while (!closed) {
            LockSupport.parkNanos(this, due - System.nanoTime());
            if (System.nanoTime() - due >= 0) {
                List<String> hosts = addresses.get();
                String host = hosts.get(sent.getAndIncrement() % hosts.size());
                long began = due;
                Thread.ofVirtual().start(() -> ask(host, began));
                due += interval;
            }
        }
    }

    private void ask(String host, long due) {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.connect(new InetSocketAddress(host, PORT), (int) PATIENCE.toMillis());
            socket.getOutputStream().write(HEAD);
            String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            if (!response.startsWith("HTTP/1.1 200 ")) {
                failed.add("%s: %s".formatted(host, response.lines().findFirst().orElse("closed without a response")));
            }
        } catch (IOException e) {
            failed.add("%s: %s".formatted(host, e));
        }
        Duration took = Duration.ofNanos(System.nanoTime() - due);
        if (took.compareTo(slow) > 0) {
            slower.add("%s: %d ms".formatted(host, took.toMillis()));
        }
        done.incrementAndGet();
    }

    /** How many were sent so far. */
    int sent() {
        return sent.get();
    }

    /** What became of those that were not answered with 200. */
    List<String> failed() {
        return List.copyOf(failed);
    }

    /** Those that took longer than what counts as slow. */
    List<String> slower() {
        return List.copyOf(slower);
    }

    /** Sends no more, and waits for those that are on their way. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(pace);
        try {
            pace.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        while (done.get() < sent.get()) {
            LockSupport.parkNanos(this, Duration.ofMillis(10).toNanos());
        }
    }
}
