package io.mpmoperator.server.control;

import io.mpmoperator.server.management.ManagementServer;

/**
 * A generation and what it serves with. Two generations share what both ask for alike.
 *
 * @param ports that requests arrive at
 * @param management where probes, metrics and status are answered
 */
record Serving(Generation generation, ChildLauncher launcher, BoundPorts ports, ManagementServer management) {}
