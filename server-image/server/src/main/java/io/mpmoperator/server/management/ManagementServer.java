package io.mpmoperator.server.management;

import io.mpmoperator.server.log.Log;
import io.mpmoperator.server.log.LogThrottle;
import io.mpmoperator.server.management.ManagementConnection.TimeLimits;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The management port (ManagementListen): {@code /livez}, {@code /readyz}, {@code /metrics}, {@code /server-status}.
 *
 * <p>Probes and reports are answered whatever others hold open. Every connection has a virtual thread of its own, so that
 * clients that are slow to ask or to read keep no other client waiting. There are at most {@value #MOST_CONNECTIONS} connections, each of
 * which takes no more than a request head of 16 KiB and some more of the control process's small heap; one too many ends the
 * one that has waited longest for its client ({@link Connections}). At most four reports are in memory at a time
 * ({@link Reports}). A request may take five seconds to arrive and a response ten to be read; an idle connection is closed after
 * thirty.
 */
public final class ManagementServer implements AutoCloseable {

    static final int MOST_CONNECTIONS = 64;

    private static final TimeLimits TIME_LIMITS =
            new TimeLimits(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(30));
    private static final int BACKLOG = 128;
    private static final int TICK_MILLIS = 500;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final ServerSocket listener;
    private final Endpoints endpoints;
    private final TimeLimits limits;
    private final Log log;
    private final Connections connections = new Connections(MOST_CONNECTIONS);
    private final LogThrottle failing = new LogThrottle(Duration.ofSeconds(10), System::nanoTime);

    private ManagementServer(ServerSocket listener, Endpoints endpoints, TimeLimits limits, Log log) {
        this.listener = listener;
        this.endpoints = endpoints;
        this.limits = limits;
        this.log = log;
    }

    /**
     * Binds the address; nothing is answered before {@link #start}.
     *
     * @param address port 0 takes any
     * @throws IOException when it cannot be bound, naming address and port
     */
    public static ManagementServer bind(InetSocketAddress address, ServerFacts facts, Log log) throws IOException {
        return bind(address, facts, TIME_LIMITS, log);
    }

    /** The same with other limits of a client's time. */
    static ManagementServer bind(InetSocketAddress address, ServerFacts facts, TimeLimits limits, Log log)
            throws IOException {
        return new ManagementServer(listen(address), Endpoints.of(facts), limits, log);
    }

    private static ServerSocket listen(InetSocketAddress address) throws IOException {
        if (address.isUnresolved()) {
            throw refused(address.getHostString(), address, "no such host");
        }
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(address, BACKLOG);
            return socket;
        } catch (IOException e) {
            IOException refused = refused(address.getAddress().getHostAddress(), address, e.getMessage());
            refused.initCause(e);
            throw refused;
        }
    }

    private static IOException refused(String host, InetSocketAddress address, @Nullable String why) {
        return new IOException("ManagementListen " + host + ":" + address.getPort() + " cannot be bound: " + why);
    }

    /** Answers from now on. */
    public void start() {
        Thread.ofPlatform().name("management").daemon().start(this::listen);
    }

    /** The port that was bound. */
    public int port() {
        return listener.getLocalPort();
    }

    /** Stops at once; requests in progress are cut off. */
    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            log.warn("management-port-not-closed", "reason", e);
        }
        connections.endAll();
    }

    private void listen() {
        while (!listener.isClosed()) {
            try {
                listener.setSoTimeout(connections.size() == 0 ? 0 : TICK_MILLIS);
                take(listener.accept());
            } catch (SocketTimeoutException e) {
                connections.endOverdue(System.nanoTime());
            } catch (IOException e) {
                pauseAfter(e);
            }
        }
        connections.endAll();
    }

    private void take(Socket socket) {
        ManagementConnection connection = new ManagementConnection(socket, endpoints, limits, log);
        connections.add(connection);
        connections.endOverdue(System.nanoTime());
        Thread.ofVirtual().start(() -> {
            try {
                connection.run();
            } finally {
                connections.remove(connection);
            }
        });
    }

    /** Descriptors have run out, most likely: one that waits for its client is given up, and none is accepted for a moment. */
    private void pauseAfter(IOException failure) {
        if (!listener.isClosed()) {
            failing.error(log, "management-accept-failed", "reason", failure.getMessage());
            connections.endOne();
            LockSupport.parkNanos(this, PAUSE.toNanos());
        }
    }
}
