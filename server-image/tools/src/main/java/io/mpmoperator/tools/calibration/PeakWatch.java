package io.mpmoperator.tools.calibration;

import io.mpmoperator.tools.calibration.Sample.Memory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Looks at processes again and again, and remembers the most that each has taken: the limit must hold that. */
final class PeakWatch implements AutoCloseable {

    private static final long INTERVAL_MILLIS = 150;

    private final Map<Long, Memory> peaks = new ConcurrentHashMap<>();
    private final Collection<Long> processes;
    private final Thread thread;
    private volatile boolean over;

    PeakWatch(Collection<Long> processes) {
        this.processes = processes;
        this.thread = Thread.ofPlatform().name("peaks").daemon().start(this::run);
    }

    private void run() {
        try {
            while (!over) {
                look();
                Thread.sleep(INTERVAL_MILLIS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a process of the point is gone", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() throws IOException {
        for (long process : processes) {
            peaks.merge(process, Memory.of(ProcessMemory.of(process)), Memory::max);
        }
    }

    Memory of(long process) {
        return peaks.getOrDefault(process, Memory.NONE);
    }

    @Override
    public void close() {
        over = true;
        thread.interrupt();
    }
}
