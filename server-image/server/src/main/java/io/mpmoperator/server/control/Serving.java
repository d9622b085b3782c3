package io.mpmoperator.server.control;

import io.mpmoperator.server.management.ManagementServer;

/**
 * A generation and what it serves with. Two generations share what both ask for alike.
 *
 * @param listeningSocket the descriptor that requests arrive at
 * @param management where probes, metrics and status are answered
 */
record Serving(Generation generation, ChildLauncher launcher, int listeningSocket, ManagementServer management) {}
