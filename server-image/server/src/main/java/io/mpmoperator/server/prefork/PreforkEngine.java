package io.mpmoperator.server.prefork;

import io.mpmoperator.server.engine.BlockingService;
import io.mpmoperator.server.engine.ChildContext;
import io.mpmoperator.server.engine.Engine;
import io.mpmoperator.server.http.OutputBuffers;
import io.mpmoperator.server.scoreboard.WorkerSlot;
import io.mpmoperator.server.scoreboard.WorkerState;
import io.mpmoperator.server.transport.Accepted;
import io.mpmoperator.server.transport.Accepting;
import io.mpmoperator.server.transport.Watchdog;
import java.io.IOException;

/**
 * Accept, serve the whole session, accept again: one connection at a time. All children wait in accept on one socket, and
 * the kernel wakes one of them for each connection; with several ports they wait for all of them.
 */
public final class PreforkEngine implements Engine {

    private final ChildContext context;
    private final Accepting accepting;
    private final WorkerSlot worker;
    private final Watchdog watchdog = new Watchdog(1);
    private final BlockingService service;

    /**
     * An engine that has yet to {@link #serve}.
     *
     * @throws IOException when several ports cannot be watched
     */
    public PreforkEngine(ChildContext context) throws IOException {
        this.context = context;
        this.accepting = new Accepting(context.sockets(), context.log());
        this.worker = context.slot().worker(0);
        this.service = new BlockingService(0, worker, watchdog, context.server(), new OutputBuffers(1));
    }

    @Override
    public void serve() throws IOException {
        watchdog.start();
        int most = context.settings().maxConnectionsPerChild();
        worker.state(WorkerState.READY);
        context.slot().markReady();
        for (int served = 1; ; served++) {
            if (most > 0 && served > most) {
                accepting.stop(false);
            }
            Accepted connection = accepting.next();
            if (connection == null) {
                break;
            }
            context.slot().countAccepted(1);
            context.slot().connections(1, 0, 0, 0, 0);
            service.serve(
                    connection.channel(), context.ports().get(connection.port()).server());
            context.slot().connections(0, 0, 0, 0, 0);
            worker.state(accepting.stopped() ? WorkerState.GRACEFUL : WorkerState.READY);
        }
    }

    @Override
    public void quiesce(boolean takesWaiting) {
        accepting.stop(takesWaiting);
        context.slot().markPortGivenUp();
    }
}
