package io.mpmoperator.server.event;

import io.mpmoperator.server.http.HttpConnection;
import io.mpmoperator.server.http.HttpConnection.Next;
import io.mpmoperator.server.log.Log;
import io.mpmoperator.server.scoreboard.WorkerSlot;
import io.mpmoperator.server.scoreboard.WorkerState;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Responding to what a connection has brought, and to the requests that came with it. */
final class Conversation {

    /**
     * How long a connection may go on with requests that came together, in nanoseconds: others wait meanwhile for the listener,
     * or for a worker.
     */
    private static final long TURN = TimeUnit.MICROSECONDS.toNanos(500);

    private Conversation() {}

    /** Does what a handshake has to compute; a connection that fails at it is to be closed. */
    static Next compute(HttpConnection connection, Log log) {
        try {
            return connection.compute();
        } catch (IOException e) {
            log.debug("connection-failed", "reason", e);
            return Next.CLOSE;
        }
    }

    /**
     * Answers the request that was received, and those that were pipelined behind it, as far as they have arrived and its turn
     * goes.
     *
     * @return what the connection waits for now, or that it is to be closed; {@link Next#PIPELINED} when its turn is over
     */
    static Next goOn(HttpConnection connection, WorkerSlot slot, Log log) {
        long over = System.nanoTime() + TURN;
        Next next = Next.RESPOND;
        while (next == Next.RESPOND) {
            next = quickly(connection, slot, log, over);
        }
        return next;
    }

    /**
     * The same, but only as far as nothing may wait: the first request was looked at by the caller, those behind it are
     * looked at here.
     *
     * @return also {@link Next#RESPOND}, for a request that may wait
     */
    static Next quickly(HttpConnection connection, WorkerSlot slot, Log log) {
        return quickly(connection, slot, log, System.nanoTime() + TURN);
    }

    private static Next quickly(HttpConnection connection, WorkerSlot slot, Log log, long over) {
        try {
            while (true) {
                slot.state(WorkerState.WRITING);
                Next next = connection.respond(slot);
                if (next != Next.PIPELINED || System.nanoTime() - over >= 0) {
                    return next;
                }
                slot.state(WorkerState.READING);
                next = connection.receive();
                if (next != Next.RESPOND || connection.mayBlock()) {
                    return next;
                }
            }
        } catch (IOException e) {
            log.debug("connection-failed", "reason", e);
            return Next.CLOSE;
        }
    }
}
