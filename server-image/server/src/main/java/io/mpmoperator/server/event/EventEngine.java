package io.mpmoperator.server.event;

import io.mpmoperator.server.engine.ChildContext;
import io.mpmoperator.server.engine.Engine;
import io.mpmoperator.server.http.Codec;
import io.mpmoperator.server.http.HttpConnection.Next;
import io.mpmoperator.server.scoreboard.WorkerSlot;
import io.mpmoperator.server.scoreboard.WorkerState;
import io.mpmoperator.server.threads.OwnThread;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * ThreadsPerChild + 1 threads; the one more is the thread that calls {@link #serve}. At any time one of them leads
 * ({@link LeaderFollowers}): it is the {@link Listener}. A request that cannot wait for anything is answered by the
 * leader itself, which saves two changes of threads; before any other it passes the lead on. As many requests are in
 * progress as there are workers, never more; while all are busy the one thread that is left still listens.
 */
public final class EventEngine implements Engine {

    private final ChildContext context;
    private final Workers workers;
    private final Listener listener;
    private final LeaderFollowers leadership = new LeaderFollowers();
    private volatile boolean ended;

    /**
     * An engine that has yet to {@link #serve}.
     *
     * @throws IOException when no selector can be opened
     */
    public EventEngine(ChildContext context) throws IOException {
        this.context = context;
        this.workers = new Workers(context.settings().threadsPerChild());
        this.listener = new Listener(context, workers);
    }

    @Override
    public void serve() {
        int threads = context.settings().threadsPerChild();
        for (int i = 0; i < threads; i++) {
            listener.slot(i).state(WorkerState.READY);
        }
        leadership.acquire(); // no thread accepts before it is known that the child is ready
        List<Thread> crew = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Thread thread = OwnThread.unstarted("event-" + i, this::work);
            thread.start();
            crew.add(thread);
        }
        context.slot().markReady();
        leadership.release();
        work();
        for (Thread thread : crew) {
            join(thread);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException("the main thread is never interrupted", e);
        }
    }

    @Override
    public void quiesce(boolean takesWaiting) {
        listener.quiesce(takesWaiting);
    }

    /** A thread's life: lead until a request turns up that may wait, pass the lead on, answer it, line up again. */
    private void work() {
        Codec codec = new Codec(context.server());
        while (true) {
            leadership.acquire();
            Listener.Assignment assignment = null;
            try {
                if (!ended) {
                    assignment = listener.lead(codec);
                    ended = assignment == null;
                }
            } catch (IOException | RuntimeException e) {
                die(e);
            }
            leadership.release();
            if (assignment == null) {
                return;
            }
            answer(assignment, codec);
        }
    }

    private void answer(Listener.Assignment first, Codec codec) {
        Listener.Assignment assignment = first;
        if (first.worker() == Listener.Assignment.NO_WORKER) {
            compute(first.connection());
            return;
        }
        while (assignment != null) {
            WorkerSlot slot = listener.slot(assignment.worker());
            EventConnection connection = assignment.connection();
            Next next = Conversation.goOn(connection.http, slot, context.log());
            connection.after = connection.http.detach() ? next : Next.CLOSE;
            assignment = listener.finished(connection, assignment.worker());
            if (assignment != null) {
                assignment.connection().http.attach(codec);
            }
        }
    }

    private void compute(EventConnection connection) {
        Next next = Conversation.compute(connection.http, context.log());
        connection.after = connection.http.detach() ? next : Next.CLOSE;
        listener.computed(connection);
    }

    /** Without its listener a process is of no use: it ends, and the control process starts another. */
    private void die(Exception cause) {
        StackTraceElement[] at = cause.getStackTrace();
        context.log().error("listener-died", "reason", cause, "at", at.length == 0 ? "-" : at[0]);
        Runtime.getRuntime().halt(1);
    }
}
