package io.mpmoperator.e2e.grid;

import io.mpmoperator.e2e.benchmark.traffic.VariedSite;
import io.mpmoperator.e2e.local.cgroup.MemoryCgroup;
import io.mpmoperator.e2e.local.cgroup.MemoryCgroups;
import io.mpmoperator.e2e.server.Await;
import io.mpmoperator.e2e.server.ServerProcess;
import io.mpmoperator.footprint.SizingException;
import io.mpmoperator.footprint.SizingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/**
 * Runs a plan as a pod of a static site lives: the server alone in a memory cgroup with the plan's limit, varied requests from
 * as many clients as it serves at once, probes and scrapers beside them, and a graceful restart at half time.
 */
final class SoakRun {

    private static final Duration PATIENCE = Duration.ofSeconds(150);

    private final MemoryCgroups groups;
    private final Path work;
    private final Path content;
    private final VariedSite site;
    private int runs;

    /**
     * Prepares soaks.
     *
     * @param work for content, configurations and logs
     */
    SoakRun(MemoryCgroups groups, Path work) throws IOException {
        this.groups = groups;
        this.work = work;
        this.content = Files.createDirectories(work.resolve("content"));
        this.site = VariedSite.writtenTo(content);
    }

    /** Runs a plan under its own limit for so long. */
    SoakResult of(GridPlan plan, Duration time) throws IOException, InterruptedException, SizingException {
        GridRun.cache();
        SizingPlan sized = plan.sized();
        String name = "soak-" + ++runs;
        MemoryCgroup group = groups.create(name, sized.memoryLimitBytes());
        try {
            return run(plan, sized, time, Files.createDirectories(work.resolve(name)), group);
        } finally {
            Await.until("the processes of " + plan + " are gone", PATIENCE, () -> GridRun.isEmpty(group));
            group.remove();
        }
    }

    private SoakResult run(GridPlan plan, SizingPlan sized, Duration time, Path folder, MemoryCgroup group)
            throws IOException, InterruptedException {
        Path documentRoot = folder.resolve("content");
        try (ServerProcess server = ServerProcess.startLimited(
                plan.staticSite(sized, documentRoot), folder, GridRun.entering(group, content, documentRoot))) {
            GridRun.awaitAll(plan, server, Set.of());
            long uncharged;
            SteadyLoad load = new SteadyLoad(server.port(), plan.clients(), site.paths());
            try (load) {
                serve(server, time.dividedBy(2));
                Set<Long> before = Set.copyOf(server.children());
                server.signal("USR1");
                GridRun.awaitAll(plan, server, before);
                serve(server, time.dividedBy(2));
                uncharged = GridRun.uncharged(server, group);
            }
            SoakResult result = new SoakResult(
                    ServerProcess.flavor(),
                    plan,
                    sized.memoryLimitBytes(),
                    GridRun.bytes(sized, GridRun.OF_STRANGERS),
                    group.peakBytes().orElse(0) + uncharged,
                    group.oomKills(),
                    server.log()
                            .lines()
                            .filter(line -> line.contains("OutOfMemoryError"))
                            .count(),
                    load.requests(),
                    load.failed());
            server.signal("TERM");
            server.await(PATIENCE);
            return result;
        }
    }

    private static void serve(ServerProcess server, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() - end < 0) {
            server.checkAlive();
            GridRun.askHowItIs(server);
        }
    }
}
