package io.mpmoperator.footprint;

import io.mpmoperator.mpm.Mode;

/**
 * The sizes that a mode is offered, from small to large. From one step to the next neither the processes nor their
 * threads grow fewer, so that without idle connections a larger step never needs less memory. Threaded modes first fill
 * one process to Apache's 25 threads, then two processes to 64 threads each, which is Apache's ThreadLimit, then go to more of
 * them: a thread costs far less than a process.
 */
record Ladder(Mode mode) {

    private static final int USUAL_THREADS = 25;
    private static final int MANY_THREADS = 64;
    private static final int MOST_THREADS = 20_000;
    private static final int MOST_PROCESSES = 16_000;
    private static final int MOST_PREFORK_PROCESSES = 160_000;

    /** A size: that many processes of that many threads. */
    record Step(int processes, int threadsPerChild) {

        long workers() {
            return (long) processes * threadsPerChild;
        }

        int serverLimit() {
            return processes + drainRoom(processes);
        }
    }

    /** Processes that may drain after a graceful restart while their replacements serve: a quarter, at least one. */
    static int drainRoom(int processes) {
        return Math.max(1, Math.ceilDiv(processes, 4));
    }

    int steps() {
        return switch (mode) {
            case PREFORK -> MOST_PREFORK_PROCESSES;
            case WORKER, EVENT ->
                USUAL_THREADS + MANY_THREADS - USUAL_THREADS + 1 + MOST_PROCESSES - 2 + MOST_THREADS - MANY_THREADS;
        };
    }

    Step at(int index) {
        return switch (mode) {
            case PREFORK -> new Step(index + 1, 1);
            case WORKER, EVENT -> threaded(index);
        };
    }

    /** The first step with at least that many workers, or {@link #steps()} where there is none. */
    int firstCarrying(long workers) {
        int low = 0;
        int high = steps();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (at(middle).workers() >= workers) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private static Step threaded(int index) {
        int step = index;
        if (step < USUAL_THREADS) {
            return new Step(1, step + 1);
        }
        step -= USUAL_THREADS;
        if (step <= MANY_THREADS - USUAL_THREADS) {
            return new Step(2, USUAL_THREADS + step);
        }
        step -= MANY_THREADS - USUAL_THREADS + 1;
        if (step < MOST_PROCESSES - 2) {
            return new Step(step + 3, MANY_THREADS);
        }
        step -= MOST_PROCESSES - 2;
        return new Step(MOST_PROCESSES, MANY_THREADS + 1 + step);
    }
}
