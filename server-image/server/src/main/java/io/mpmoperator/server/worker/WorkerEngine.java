package io.mpmoperator.server.worker;

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
import java.util.ArrayList;
import java.util.List;

/**
 * A listener and a fixed number of threads. The listener reserves an idle thread <em>before</em> it accepts, so that no
 * connection is taken from the kernel that no worker can serve; the thread then owns the connection, keep-alive included.
 */
public final class WorkerEngine implements Engine {

    private final ChildContext context;
    private final Accepting accepting;
    private final IdleWorkers<WorkerThread> idle = new IdleWorkers<>();
    private final List<WorkerThread> threads = new ArrayList<>();
    private final Watchdog watchdog;

    /**
     * An engine that has yet to {@link #serve}.
     *
     * @throws IOException when several ports cannot be watched
     */
    public WorkerEngine(ChildContext context) throws IOException {
        this.context = context;
        this.accepting = new Accepting(context.sockets(), context.log());
        this.watchdog = new Watchdog(context.settings().threadsPerChild());
        OutputBuffers outputs = new OutputBuffers(context.settings().threadsPerChild());
        for (int i = 0; i < context.settings().threadsPerChild(); i++) {
            WorkerSlot slot = context.slot().worker(i);
            threads.add(new WorkerThread(
                    i,
                    slot,
                    new BlockingService(i, slot, watchdog, context.server(), outputs),
                    context.ports(),
                    idle,
                    accepting::stopped));
        }
    }

    @Override
    public void serve() throws IOException {
        watchdog.start();
        threads.forEach(WorkerThread::start);
        context.slot().markReady();
        listen();
        threads.forEach(WorkerThread::finish);
        for (WorkerThread thread : threads) {
            thread.join();
        }
    }

    private void listen() throws IOException {
        int most = context.settings().maxConnectionsPerChild();
        for (int accepted = 1; ; accepted++) {
            if (most > 0 && accepted > most && !accepting.stopped()) {
                accepting.stop(false);
                context.slot().markPortGivenUp();
                context.retire().run();
            }
            WorkerThread reserved = idle.reserve(this::saturated);
            context.slot().notAccepting(false);
            Accepted connection = accepting.next();
            if (connection == null) {
                idle.release(reserved);
                return;
            }
            context.slot().countAccepted(1);
            reserved.serve(connection);
        }
    }

    private void saturated() {
        context.slot().countSaturated();
        context.slot().notAccepting(true);
    }

    @Override
    public void quiesce(boolean takesWaiting) {
        accepting.stop(takesWaiting);
        context.slot().markPortGivenUp();
        for (int i = 0; i < threads.size(); i++) {
            if (context.slot().worker(i).state() == WorkerState.READY) {
                context.slot().worker(i).state(WorkerState.GRACEFUL);
            }
        }
    }
}
