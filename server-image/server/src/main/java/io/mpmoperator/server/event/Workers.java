package io.mpmoperator.server.event;

/**
 * The workers that ThreadsPerChild counts, as places in the scoreboard: a request takes one and gives it back, whichever
 * thread works on it.
 */
final class Workers {

    private final int[] idle;
    private int count;

    Workers(int workers) {
        this.idle = new int[workers];
        this.count = workers;
        for (int i = 0; i < workers; i++) {
            idle[i] = workers - 1 - i;
        }
    }

    /** Takes an idle worker: its place, or -1 when all are busy. */
    synchronized int take() {
        return count == 0 ? -1 : idle[--count];
    }

    /** Gives a worker back. */
    synchronized void giveBack(int worker) {
        idle[count++] = worker;
    }

    /** How many are idle. */
    synchronized int idle() {
        return count;
    }
}
