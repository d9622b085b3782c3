package io.mpmoperator.server.control;

/**
 * A child process, as the control process knows it.
 *
 * @param slot its place in the scoreboard
 * @param controlLine the descriptor by which it is told what to do
 * @param startedNanos when it was started, by System.nanoTime
 */
record Child(int slot, int pid, int generation, int controlLine, long startedNanos) {}
