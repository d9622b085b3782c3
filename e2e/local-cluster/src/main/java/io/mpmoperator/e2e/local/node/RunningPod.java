package io.mpmoperator.e2e.local.node;

import io.fabric8.kubernetes.api.model.Pod;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * A pod that has a process.
 *
 * @param pid of its first process, the server's control process
 * @param ready what its readiness probe says
 * @param leaving true once it was asked to end
 * @param memoryInUse of all its processes, in bytes
 * @param limitInForce the memory limit that the kernel holds it to, in bytes; empty where the pod has no group
 */
public record RunningPod(
        Pod pod,
        long pid,
        String ip,
        boolean ready,
        boolean leaving,
        long memoryInUse,
        OptionalLong limitInForce,
        Path log) {}
