package io.mpmoperator.server.control;

/**
 * A child as idle maintenance sees it.
 *
 * @param slot its place in the scoreboard
 * @param current whether it belongs to the current generation
 * @param quiescing whether it was told to end gracefully
 * @param ready whether it has finished its start-up
 * @param idle workers that are starting or ready
 * @param busy workers that are neither
 */
record ChildView(int slot, boolean current, boolean quiescing, boolean ready, int idle, int busy) {

    /** Whether it counts among those that take connections, now or in a moment. */
    boolean active() {
        return current && !quiescing;
    }
}
