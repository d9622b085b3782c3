package io.mpmoperator.e2e.local.node;

import io.mpmoperator.e2e.local.cgroup.MemoryCgroups;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * What the node works with.
 *
 * @param serverHome the installed server, which stands for the server image
 * @param javaHome the JDK that the servers run on
 * @param work the folder for the pods' volumes and logs
 * @param cgroups where the pods' memory groups go; empty where none can be made
 * @param patience how long a pod may drain when the node stops, if its own grace period is longer
 */
public record NodeSettings(
        Path serverHome,
        Path javaHome,
        Path work,
        Optional<MemoryCgroups> cgroups,
        ProcessGuard guard,
        Duration patience,
        Clock clock) {}
