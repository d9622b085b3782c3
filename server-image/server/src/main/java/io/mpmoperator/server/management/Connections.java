package io.mpmoperator.server.management;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The connections of the management port, of which there are never more than so many. The newest wins: for one too many, the
 * one is closed that has waited longest for its client, or, where none waits, the one whose response has taken longest. So
 * no client can keep a probe out by what it holds open.
 */
final class Connections {

    /** A connection, as far as it matters here. */
    interface Connection {

        /** Whether it waits for the client to ask for something. */
        boolean isIdle();

        /** When that began, or its response; a moment of {@link System#nanoTime}. */
        long since();

        /** When it must have ended; a moment of {@link System#nanoTime}. */
        long until();

        /** Closes it, whatever it is at; any thread may. */
        void end();
    }

    private final int most;
    private final Deque<Connection> open = new ArrayDeque<>();

    Connections(int most) {
        this.most = most;
    }

    /** Takes a connection in, and ends another one for it where there are too many. */
    void add(Connection connection) {
        Connection ended;
        synchronized (this) {
            ended = open.size() < most ? null : leastWanted();
            open.remove(ended);
            open.add(connection);
        }
        if (ended != null) {
            ended.end();
        }
    }

    private @Nullable Connection leastWanted() {
        Connection waiting = oldest(Connection::isIdle);
        return waiting == null ? oldest(connection -> true) : waiting;
    }

    private @Nullable Connection oldest(Predicate<Connection> which) {
        Connection oldest = null;
        for (Connection connection : open) {
            if (which.test(connection) && (oldest == null || connection.since() - oldest.since() < 0)) {
                oldest = connection;
            }
        }
        return oldest;
    }

    /** Ends the one that is wanted least, if there is any. */
    void endOne() {
        Connection ended;
        synchronized (this) {
            ended = leastWanted();
            open.remove(ended);
        }
        if (ended != null) {
            ended.end();
        }
    }

    /** Forgets a connection that has ended. */
    synchronized void remove(Connection connection) {
        open.remove(connection);
    }

    /** How many there are. */
    synchronized int size() {
        return open.size();
    }

    /** Ends those whose time is over at a moment of {@link System#nanoTime}. */
    void endOverdue(long now) {
        end(connection -> connection.until() - now <= 0);
    }

    /** Ends all. */
    void endAll() {
        end(connection -> true);
    }

    private void end(Predicate<Connection> which) {
        List<Connection> ended;
        synchronized (this) {
            ended = new ArrayList<>(open);
            ended.removeIf(which.negate());
        }
        ended.forEach(Connection::end);
    }
}
