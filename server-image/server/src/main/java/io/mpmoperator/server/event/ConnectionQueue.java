package io.mpmoperator.server.event;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Connections that wait for the same thing, the one that has waited longest first. Linked through the connections
 * themselves, so that waiting costs no memory and leaving no search.
 */
final class ConnectionQueue {

    /** What the connections of a queue wait for. */
    enum WaitsFor {
        /** A request, or the rest of one. */
        REQUEST,
        /** Room to write. */
        TO_WRITE,
        /** Bytes to be discarded, until the client closes. */
        TO_DISCARD
    }

    private final WaitsFor waitsFor;
    private @Nullable EventConnection first;
    private @Nullable EventConnection last;
    private int size;

    ConnectionQueue(WaitsFor waitsFor) {
        this.waitsFor = waitsFor;
    }

    WaitsFor waitsFor() {
        return waitsFor;
    }

    int size() {
        return size;
    }

    /** Puts a connection at the end, to wait until a moment of {@link System#nanoTime}. */
    void add(EventConnection connection, long deadline) {
        connection.deadline = deadline;
        connection.queue = this;
        connection.previous = last;
        connection.next = null;
        if (last == null) {
            first = connection;
        } else {
            last.next = connection;
        }
        last = connection;
        size++;
    }

    /** Takes a connection out. */
    void remove(EventConnection connection) {
        EventConnection previous = connection.previous;
        EventConnection next = connection.next;
        if (previous == null) {
            first = next;
        } else {
            previous.next = next;
        }
        if (next == null) {
            last = previous;
        } else {
            next.previous = previous;
        }
        connection.previous = null;
        connection.next = null;
        connection.queue = null;
        size--;
    }

    /** Whether the time of the one that has waited longest is over at a moment of {@link System#nanoTime}. */
    boolean hasDueAt(long moment) {
        return first != null && first.deadline - moment <= 0;
    }

    /** The one that has waited longest; it stays. */
    @Nullable
    EventConnection first() {
        return first;
    }

    /** Takes out the one that has waited longest. */
    @Nullable
    EventConnection poll() {
        EventConnection oldest = first;
        if (oldest != null) {
            remove(oldest);
        }
        return oldest;
    }

    /** Takes out those whose time is over, in a queue in which all wait equally long. */
    void expireInOrder(long now, Consumer<EventConnection> expired) {
        while (first != null && first.deadline - now <= 0) {
            EventConnection connection = first;
            remove(connection);
            expired.accept(connection);
        }
    }

    /** Takes out those whose time is over, in a queue in which each waits for a time of its own. */
    void expireAll(long now, Consumer<EventConnection> expired) {
        EventConnection connection = first;
        while (connection != null) {
            EventConnection following = connection.next;
            if (connection.deadline - now <= 0) {
                remove(connection);
                expired.accept(connection);
            }
            connection = following;
        }
    }
}
