package io.mpmoperator.server.worker;

import io.mpmoperator.server.engine.BlockingService;
import io.mpmoperator.server.engine.Listening;
import io.mpmoperator.server.scoreboard.WorkerSlot;
import io.mpmoperator.server.scoreboard.WorkerState;
import io.mpmoperator.server.threads.OwnThread;
import io.mpmoperator.server.transport.Accepted;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A thread that serves one connection after the other, as the listener hands them over. */
final class WorkerThread {

    private final WorkerSlot slot;
    private final BlockingService service;
    private final List<Listening> ports;
    private final IdleWorkers<WorkerThread> idle;
    private final BooleanSupplier stopping;
    private final Thread thread;
    private final HandOver<Accepted> handOver = new HandOver<>();

    WorkerThread(
            int number,
            WorkerSlot slot,
            BlockingService service,
            List<Listening> ports,
            IdleWorkers<WorkerThread> idle,
            BooleanSupplier stopping) {
        this.slot = slot;
        this.service = service;
        this.ports = ports;
        this.idle = idle;
        this.stopping = stopping;
        this.thread = OwnThread.unstarted("worker-" + number, this::run);
    }

    void start() {
        thread.start();
    }

    /** Hands over a connection; the thread was reserved before. */
    void serve(Accepted connection) {
        handOver.put(connection);
    }

    /** Lets the thread end after the connection it serves. */
    void finish() {
        handOver.end();
    }

    /** Waits for the thread's end. */
    void join() {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException("the listener is never interrupted", e);
        }
    }

    private void run() {
        while (true) {
            slot.state(stopping.getAsBoolean() ? WorkerState.GRACEFUL : WorkerState.READY);
            idle.release(this);
            Accepted connection = handOver.take();
            if (connection == null) {
                slot.state(WorkerState.DEAD);
                return;
            }
            service.serve(connection.channel(), ports.get(connection.port()).server());
        }
    }
}
