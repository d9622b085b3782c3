package io.mpmoperator.e2e.grid;

import io.mpmoperator.e2e.server.ProcessMemory;
import io.mpmoperator.e2e.server.ServerProcess;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Looks at a server's processes again and again, and remembers the most that each has taken. Of many children it looks at
 * some: to look at one takes the kernel milliseconds, and what a compiler takes and gives back between two looks is missed.
 */
final class MemoryWatch implements AutoCloseable {

    private static final long LEAST_PAUSE_NANOS = 200_000_000;

    /** So much of its time it leaves to the server. */
    private static final int PAUSES = 6;

    private static final int MOST_CHILDREN = 8;

    private final ServerProcess server;

    /** Of so many children, in the order in which they are seen first, one is looked at. */
    private final int oneOf;

    private final Map<Long, Boolean> lookedAt = new HashMap<>();
    private final Map<Long, Long> children = new ConcurrentHashMap<>();
    private final Thread thread;
    private volatile long control;
    private volatile boolean over;

    MemoryWatch(ServerProcess server, int processes) {
        this.server = server;
        this.oneOf = Math.ceilDiv(processes, MOST_CHILDREN);
        this.thread = Thread.ofPlatform().name("memory-watch").daemon().start(this::run);
    }

    private void run() {
        try {
            while (!over) {
                long began = System.nanoTime();
                look();
                long took = System.nanoTime() - began;
                Thread.sleep(Math.max(LEAST_PAUSE_NANOS, PAUSES * took) / 1_000_000);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        control = Math.max(control, ProcessMemory.of(server.pid()).written());
        for (long child : server.children()) {
            if (lookedAt.computeIfAbsent(child, _ -> lookedAt.size() % oneOf == 0)) {
                children.merge(child, ProcessMemory.of(child).written(), Math::max);
            }
        }
    }

    /** The most that the control process took, in bytes. */
    long control() {
        return control;
    }

    /** The most that each of these took, in bytes, of those that were seen. */
    List<Long> of(List<Long> pids) {
        List<Long> most = new ArrayList<>();
        for (long pid : pids) {
            Long bytes = children.get(pid);
            if (bytes != null && bytes > 0) {
                most.add(bytes);
            }
        }
        return most;
    }

    @Override
    public void close() {
        over = true;
        thread.interrupt();
    }
}
