package io.mpmoperator.server.engine;

import io.mpmoperator.server.http.Codec;
import io.mpmoperator.server.http.DeadlineException;
import io.mpmoperator.server.http.HttpConnection;
import io.mpmoperator.server.http.HttpConnection.Next;
import io.mpmoperator.server.http.OutputBuffers;
import io.mpmoperator.server.http.ServerContext;
import io.mpmoperator.server.http.Transport;
import io.mpmoperator.server.nativecalls.Linking;
import io.mpmoperator.server.scoreboard.WorkerSlot;
import io.mpmoperator.server.scoreboard.WorkerState;
import io.mpmoperator.server.transport.BlockingTransport;
import io.mpmoperator.server.transport.Watchdog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;

/**
 * One thread's way to serve one connection from its first byte to its last, keep-alive included: what a process does under
 * prefork and a thread under worker.
 */
public final class BlockingService {

    private static final long LINGER = TimeUnit.SECONDS.toNanos(30);
    private static final long LINGER_SHORT = TimeUnit.SECONDS.toNanos(2);

    private final int worker;
    private final WorkerSlot slot;
    private final Watchdog watchdog;
    private final ServerContext context;
    private final Codec codec;
    private final ByteBuffer received = ByteBuffer.allocateDirect(Linking.AVOIDED ? 0 : Codec.INPUT_BYTES);
    private final ByteBuffer discarded = ByteBuffer.allocate(512);

    /**
     * A service.
     *
     * @param worker the number under which the watchdog knows the thread
     * @param context what is the same at all ports
     * @param outputs shared by all threads of the process
     */
    public BlockingService(
            int worker, WorkerSlot slot, Watchdog watchdog, ServerContext context, OutputBuffers outputs) {
        this.worker = worker;
        this.slot = slot;
        this.watchdog = watchdog;
        this.context = context;
        this.codec = new Codec(context, outputs);
    }

    /**
     * Serves a connection until it is closed. Whatever happens to it stays with it.
     *
     * @param port what is in force where it has arrived
     */
    public void serve(SocketChannel channel, ServerContext port) {
        BlockingTransport transport = new BlockingTransport(channel, watchdog, received);
        HttpConnection connection = new HttpConnection(port.encryption().apply(transport), port).attach(codec);
        watchdog.watch(worker, transport);
        try {
            converse(connection);
        } catch (DeadlineException e) {
            context.log().debug("timed-out", "reason", e.getMessage());
        } catch (IOException e) {
            context.log().debug("connection-failed", "reason", e);
        } finally {
            connection.detach();
            connection.close();
            watchdog.watch(worker, null);
        }
    }

    private void converse(HttpConnection connection) throws IOException {
        Next next = Next.NEEDS_INPUT;
        while (true) {
            next = switch (next) {
                case NEEDS_INPUT, IDLE, PIPELINED -> receive(connection, next);
                case NEEDS_COMPUTING -> connection.compute();
                case RESPOND -> answer(connection);
                case NEEDS_OUTPUT -> connection.flush(slot);
                case LINGER -> linger(connection);
                case CLOSE -> null;
            };
            if (next == null) {
                return;
            }
        }
    }

    private Next receive(HttpConnection connection, Next after) throws IOException {
        try {
            if (after == Next.IDLE) {
                slot.state(WorkerState.KEEP_ALIVE);
            } else {
                slot.state(WorkerState.READING);
            }
            return connection.receive();
        } catch (DeadlineException e) {
            return connection.expire();
        }
    }

    private Next answer(HttpConnection connection) throws IOException {
        slot.state(WorkerState.WRITING);
        return connection.respond(slot);
    }

    private Next linger(HttpConnection connection) throws IOException {
        slot.state(WorkerState.CLOSING);
        Transport transport = connection.transport();
        transport.shutdownOutput();
        long end = System.nanoTime() + LINGER;
        do {
            transport.waitUntil(Math.min(end, System.nanoTime() + LINGER_SHORT));
            discarded.clear();
        } while (transport.read(discarded) >= 0 && System.nanoTime() < end);
        return Next.CLOSE;
    }
}
