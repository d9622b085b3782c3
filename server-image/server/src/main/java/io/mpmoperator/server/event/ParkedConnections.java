package io.mpmoperator.server.event;

import io.mpmoperator.conf.SlowClients;
import io.mpmoperator.server.event.ConnectionQueue.WaitsFor;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The connections that wait without a worker, by what they wait for, and who of them goes first: when its time is over, or when
 * there is no room for another one. Decides on given moments of {@link System#nanoTime} and touches no socket; the thread that
 * leads alone uses it.
 */
final class ParkedConnections {

    /** No connection is closed for another one sooner after its last response: its next request may be on its way. */
    private static final Duration IDLE_AT_LEAST = Duration.ofMillis(50);

    /** No connection is closed for another one sooner after its request began to arrive. */
    private static final Duration INCOMPLETE_AT_LEAST = Duration.ofSeconds(1);

    /** No client is closed for others sooner after it has taken something. */
    private static final Duration STALLED_AT_LEAST = Duration.ofSeconds(5);

    private final ConnectionQueue heads = new ConnectionQueue(WaitsFor.REQUEST);
    private final ConnectionQueue keepAlives = new ConnectionQueue(WaitsFor.REQUEST);

    /** Those whose next request was seen to arrive: they are not closed any more because they are idle. */
    private final ConnectionQueue arrived = new ConnectionQueue(WaitsFor.REQUEST);

    private final ConnectionQueue writes = new ConnectionQueue(WaitsFor.TO_WRITE);

    /** The same, of those whose sockets have small buffers. */
    private final ConnectionQueue boundedWrites = new ConnectionQueue(WaitsFor.TO_WRITE);

    private final ConnectionQueue lingering = new ConnectionQueue(WaitsFor.TO_DISCARD);
    private final long idleEnough;

    /** How many wait, as the scoreboard has it. */
    record Counts(int heads, int writes, int keepAlives, int lingering) {}

    /**
     * None yet.
     *
     * @param keepAlive KeepAliveTimeout
     */
    ParkedConnections(Duration keepAlive) {
        this.idleEnough = beforeItsEnd(keepAlive, IDLE_AT_LEAST);
    }

    /** How long before its time is over a connection has been idle for so long, in nanoseconds. */
    static long beforeItsEnd(Duration keepAlive, Duration idle) {
        return Math.max(0, keepAlive.minus(idle).toNanos());
    }

    /** Lets a connection wait for a request, or for the rest of one. */
    void awaitHead(EventConnection connection, long deadline) {
        heads.add(connection, deadline);
    }

    /** Lets a connection wait for its next request. */
    void awaitNextRequest(EventConnection connection, long deadline) {
        keepAlives.add(connection, deadline);
    }

    /** Lets a connection wait for room to write. */
    void awaitRoom(EventConnection connection, long deadline) {
        (connection.transport.hasSmallBuffers() ? boundedWrites : writes).add(connection, deadline);
    }

    /** Lets a connection wait until its client closes. */
    void awaitClose(EventConnection connection, long deadline) {
        lingering.add(connection, deadline);
    }

    /** Bytes have come: a connection that was idle is so no longer. */
    void arrive(EventConnection connection) {
        if (keepAlives.equals(connection.queue)) {
            keepAlives.remove(connection);
            arrived.add(connection, connection.deadline);
        }
    }

    /** Whether the next one that is to wait for room to write should have small buffers. */
    boolean isCrowded(SlowClients planned) {
        return writes.size() >= planned.unbounded();
    }

    /**
     * Takes out one that has taken nothing for a while, where more wait for room to write than was planned: a client that goes on
     * to read is kept.
     *
     * @param latest until when one would wait that came now
     */
    @Nullable
    EventConnection pollStalled(long latest, SlowClients planned) {
        long longAgo = latest - STALLED_AT_LEAST.toNanos();
        if (writes.size() > planned.unbounded() && writes.hasDueAt(longAgo)) {
            return writes.poll();
        }
        boolean stalled = writes.hasDueAt(longAgo) || boundedWrites.hasDueAt(longAgo);
        return stalled && writing() > planned.most() ? pollWriting() : null;
    }

    private int writing() {
        return writes.size() + boundedWrites.size();
    }

    private @Nullable EventConnection pollWriting() {
        EventConnection one = writes.first();
        EventConnection other = boundedWrites.first();
        boolean bounded = one == null || (other != null && other.deadline - one.deadline < 0);
        return bounded ? boundedWrites.poll() : writes.poll();
    }

    /** How many wait for their clients to close. */
    int lingering() {
        return lingering.size();
    }

    /** How many of each kind there are. */
    Counts counts() {
        return new Counts(heads.size(), writing(), keepAlives.size(), lingering.size());
    }

    /** Whether one may be closed for another connection: idle for a while, or incomplete for long. */
    boolean canMakeRoom(long now) {
        return keepAlives.hasDueAt(now + idleEnough) || hasLongIncomplete(now);
    }

    private boolean hasLongIncomplete(long now) {
        EventConnection oldest = heads.first();
        return oldest != null && now - oldest.http.headBegan() >= INCOMPLETE_AT_LEAST.toNanos();
    }

    /** Takes out the one that has been idle longest, or else the one whose request has been incomplete longest. */
    @Nullable
    EventConnection pollForRoom(long now) {
        if (!canMakeRoom(now)) {
            return null;
        }
        return keepAlives.hasDueAt(now + idleEnough) ? keepAlives.poll() : heads.poll();
    }

    /** Takes out the one that has been idle longest. */
    @Nullable
    EventConnection pollIdle() {
        return keepAlives.poll();
    }

    /** Takes out the one that has waited longest for its client to close. */
    @Nullable
    EventConnection pollLingering() {
        return lingering.poll();
    }

    /** Takes out a connection that lingers. */
    void removeLingering(EventConnection connection) {
        lingering.remove(connection);
    }

    /** Whether one has been idle for as long as it may at a moment. */
    boolean hasIdleDueAt(long moment) {
        return keepAlives.hasDueAt(moment);
    }

    /** Takes out those that have been idle for as long as they may at a moment. */
    void expireIdle(long moment, Consumer<EventConnection> expired) {
        keepAlives.expireInOrder(moment, expired);
    }

    /** Takes out those that have lingered, or waited to write, for as long as they may. */
    void expireEnding(long now, Consumer<EventConnection> expired) {
        lingering.expireInOrder(now, expired);
        writes.expireInOrder(now, expired);
        boundedWrites.expireInOrder(now, expired);
    }

    /** Takes out those whose request has not arrived in time. */
    void expireHeads(long now, Consumer<EventConnection> expired) {
        heads.expireAll(now, expired);
    }
}
