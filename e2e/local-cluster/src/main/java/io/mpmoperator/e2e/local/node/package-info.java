/**
 * The node: rolls Deployments out as pods, and runs each pod of the server image as real processes on this machine.
 *
 * <p>What decides (rollout, statuses, probes, back-off, paths) is a pure function; {@link
 * io.mpmoperator.e2e.local.node.Node} does the rest. There are no ReplicaSets: a pod belongs to its Deployment.
 */
@NullMarked
package io.mpmoperator.e2e.local.node;

import org.jspecify.annotations.NullMarked;
