package io.mpmoperator.server.control;

import io.mpmoperator.conf.ListenAddress;
import java.util.List;

/**
 * A child process, as the control process knows it.
 *
 * @param slot its place in the scoreboard
 * @param listens where it takes connections
 * @param controlLine the descriptor by which it is told what to do
 * @param startedNanos when it was started, by System.nanoTime
 */
record Child(int slot, int pid, int generation, List<ListenAddress> listens, int controlLine, long startedNanos) {}
