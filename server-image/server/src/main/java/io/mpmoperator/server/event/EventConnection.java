package io.mpmoperator.server.event;

import io.mpmoperator.server.http.HttpConnection;
import io.mpmoperator.server.transport.NonBlockingTransport;
import java.nio.channels.SelectionKey;
import org.jspecify.annotations.Nullable;

/**
 * A connection as the listener knows it. It belongs to the listener, that is to the thread that leads, but for the time in
 * which a worker has it in hand and it waits in no queue; {@link #muted} alone is seen by both.
 *
 * <pre>
 *  accept ─► heads ◄─► (worker) ◄─► keepAlives        the queues of the listener
 *             │          │ ▲
 *             │          ▼ │
 *             │        writes ─► lingering ─► closed
 *             └──────────────────────────► closed
 * </pre>
 */
final class EventConnection {

    final NonBlockingTransport transport;
    final HttpConnection http;

    @Nullable
    SelectionKey key;

    /** The queue it waits in; null while it is in a worker's hands, or waits for a worker. */
    @Nullable
    ConnectionQueue queue;

    @Nullable
    EventConnection previous;

    @Nullable
    EventConnection next;

    long deadline;

    /** Whether the selector was told not to look at it, because the client sent while a worker had it in hand. */
    volatile boolean muted;

    /** Whether the selector has found it ready, and it has not been looked at since. */
    boolean found;

    /** What the worker that had it in hand said comes next. */
    HttpConnection.Next after = HttpConnection.Next.NEEDS_INPUT;

    EventConnection(NonBlockingTransport transport, HttpConnection http) {
        this.transport = transport;
        this.http = http;
    }
}
