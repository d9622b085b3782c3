package io.mpmoperator.server.proxy;

import io.mpmoperator.proxy.Parameter;
import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The connections of this process to a backend, as Apache counts them: no more than {@code max} at once, which is the number of
 * its workers where nothing is said. A backend that cannot be connected to is let alone for the time {@code retry}.
 */
final class BackendPool {

    private final Peer peer;
    private final Connector connector;
    private final Addresses addresses;
    private final LongSupplier nanoTime;
    private final int max;
    private final boolean reuses;
    private final Optional<Duration> ttl;
    private final Optional<Duration> acquire;
    private final Deque<BackendConnection> idle = new ArrayDeque<>();
    private int lent;
    private boolean failed;
    private long failedAt;

    /** Makes connections. */
    @FunctionalInterface
    interface Connector {
        BackendStream connect(Peer peer, SocketAddress address) throws IOException;
    }

    BackendPool(Peer peer, Connector connector, int workers, LongSupplier nanoTime) {
        this.peer = peer;
        this.connector = connector;
        this.addresses = new Addresses(peer.url());
        this.nanoTime = nanoTime;
        this.max = Math.max(1, peer.parameters().number(Parameter.MAX).orElse(workers));
        this.reuses = peer.areReused();
        this.ttl = peer.parameters().time(Parameter.TTL);
        this.acquire = peer.parameters().time(Parameter.ACQUIRE);
    }

    Peer peer() {
        return peer;
    }

    /** Whether it failed lately, and is let alone. */
    synchronized boolean isLetAlone() {
        return failed && nanoTime.getAsLong() - failedAt < peer.retry();
    }

    /**
     * A connection, until {@link #giveBack} or {@link #drop}.
     *
     * @param fresh whether it is to be one that no request went over
     * @throws BackendException where there is none
     */
    BackendConnection take(boolean fresh) throws BackendException {
        admit();
        try {
            BackendConnection kept = fresh ? null : kept(addresses.at(nanoTime.getAsLong()));
            return kept == null ? connected() : kept;
        } catch (BackendException | RuntimeException e) {
            leave();
            throw e;
        }
    }

    private synchronized void admit() throws BackendException {
        if (isLetAlone()) {
            throw new BackendException(
                    BackendException.UNAVAILABLE, peer.name() + " failed lately: it is tried again after retry");
        }
        long end = nanoTime.getAsLong() + acquire.orElse(Duration.ofDays(1)).toNanos();
        while (lent >= max) {
            long left = end - nanoTime.getAsLong();
            if (left <= 0) {
                throw new BackendException(
                        BackendException.UNAVAILABLE, "all " + max + " connections to " + peer.name() + " are in use");
            }
            await(left);
        }
        lent++;
    }

    private void await(long nanos) throws BackendException {
        try {
            TimeUnit.NANOSECONDS.timedWait(this, nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackendException(BackendException.UNAVAILABLE, "interrupted");
        }
    }

    private synchronized void leave() {
        lent--;
        notifyAll();
    }

    /** The one that was used last and can be used; those that cannot are closed. */
    private @Nullable BackendConnection kept(List<SocketAddress> current) {
        while (true) {
            BackendConnection connection = poll();
            if (connection == null) {
                return null;
            }
            if (current.contains(connection.address()) && !isOld(connection) && connection.isFresh()) {
                return connection;
            }
            connection.close();
        }
    }

    private synchronized @Nullable BackendConnection poll() {
        return idle.pollFirst();
    }

    private boolean isOld(BackendConnection connection) {
        return ttl.isPresent()
                && nanoTime.getAsLong() - connection.idleSince() > ttl.get().toNanos();
    }

    private BackendConnection connected() throws BackendException {
        IOException last = null;
        for (SocketAddress address : addresses.at(nanoTime.getAsLong())) {
            try {
                BackendConnection connection = new BackendConnection(connector.connect(peer, address), address);
                recovered();
                return connection;
            } catch (IOException e) {
                last = e;
            }
        }
        failed();
        throw new BackendException(BackendException.UNAVAILABLE, peer.name() + " cannot be connected to: " + last);
    }

    private synchronized void recovered() {
        failed = false;
    }

    /** It is let alone from now on. */
    private synchronized void failed() {
        failed = true;
        failedAt = nanoTime.getAsLong();
    }

    /** Takes a connection back, over which another request may go. */
    void giveBack(BackendConnection connection) {
        if (!reuses) {
            drop(connection);
            return;
        }
        synchronized (this) {
            connection.rest(nanoTime.getAsLong());
            idle.addFirst(connection);
        }
        leave();
    }

    /** Closes a connection. */
    void drop(BackendConnection connection) {
        connection.close();
        leave();
    }
}
