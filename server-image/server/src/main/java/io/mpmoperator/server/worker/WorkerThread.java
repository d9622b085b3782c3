package io.mpmoperator.server.worker;

import io.mpmoperator.server.child.BlockingService;
import io.mpmoperator.server.scoreboard.WorkerSlot;
import io.mpmoperator.server.scoreboard.WorkerState;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A thread that serves one connection after the other, as the listener hands them over. */
final class WorkerThread {

    private final WorkerSlot slot;
    private final BlockingService service;
    private final IdleWorkers idle;
    private final BooleanSupplier stopping;
    private final Thread thread;
    private volatile @Nullable SocketChannel handed;
    private volatile boolean finishing;

    WorkerThread(int number, WorkerSlot slot, BlockingService service, IdleWorkers idle, BooleanSupplier stopping) {
        this.slot = slot;
        this.service = service;
        this.idle = idle;
        this.stopping = stopping;
        this.thread = Thread.ofPlatform().name("worker-" + number).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Hands over a connection; the thread was reserved before. */
    void serve(SocketChannel connection) {
        handed = connection;
        LockSupport.unpark(thread);
    }

    /** Lets the thread end after the connection it serves. */
    void finish() {
        finishing = true;
        LockSupport.unpark(thread);
    }

    /** Waits for the thread's end. */
    void join() {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the listener", e);
        }
    }

    private void run() {
        while (true) {
            slot.state(stopping.getAsBoolean() ? WorkerState.GRACEFUL : WorkerState.READY);
            idle.release(this);
            SocketChannel connection = await();
            if (connection == null) {
                slot.state(WorkerState.DEAD);
                return;
            }
            service.serve(connection);
        }
    }

    private @Nullable SocketChannel await() {
        SocketChannel connection = handed;
        while (connection == null && !finishing) {
            LockSupport.park(this);
            Thread.interrupted(); // by a handler, which is to break neither the next park nor the next connection
            connection = handed;
        }
        if (connection == null) {
            connection = handed; // handed over between the last look and the end
        }
        handed = null;
        return connection;
    }
}
