package io.mpmoperator.e2e.local.node;

import io.fabric8.kubernetes.api.model.Pod;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * A pod that has a process.
 *
 * @param ready what its readiness probe says
 * @param memoryInUse of all its processes, in bytes
 * @param limitInForce the memory limit that the kernel holds it to, in bytes; empty where the pod has no group
 */
public record RunningPod(Pod pod, String ip, boolean ready, long memoryInUse, OptionalLong limitInForce, Path log) {}
