package io.mpmoperator.e2e.grid;

import io.mpmoperator.e2e.benchmark.contender.Webserver;
import io.mpmoperator.e2e.benchmark.report.Table;
import io.mpmoperator.e2e.benchmark.report.Verdict;
import io.mpmoperator.e2e.local.Progress;
import io.mpmoperator.e2e.local.cgroup.MemoryCgroups;
import io.mpmoperator.e2e.server.ServerProcess;
import io.mpmoperator.footprint.Flavor;
import io.mpmoperator.footprint.SizingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The main program: has a static site of each mode and flavor serve varied requests under its limit, long enough for heaps to
 * fill, and prints how much of the limit was used.
 *
 * <p>System properties: {@code local.root} the repository; {@code soak.minutes} for each plan, 10 where nothing is said;
 * {@code soak.only} a part of the names of flavors and plans, {@code native event} for one; {@code webserver.dist} the only
 * layout to try, in place of those that are built.
 * Exit status 1 where a plan misses what is asked of it, 2 where no memory cgroup can be made here.
 */
public final class Soak {

    private static final double MIB = 1 << 20;

    private Soak() {}

    /** Runs the soak. */
    public static void main(String[] args) throws IOException, InterruptedException, SizingException {
        if (!(MemoryCgroups.detect("soak-" + ProcessHandle.current().pid())
                instanceof MemoryCgroups.Detected.Available(MemoryCgroups groups))) {
            System.err.println("soak: no memory cgroup can be made here; root or a delegated group is needed");
            System.exit(2);
            return;
        }
        Duration time = Duration.ofMinutes(Long.getLong("soak.minutes", 10));
        List<SoakResult> results = new ArrayList<>();
        try (groups) {
            SoakRun run = new SoakRun(groups, Files.createTempDirectory("soak"));
            Progress progress = new Progress(System.out);
            for (Path layout : layouts()) {
                System.setProperty(ServerProcess.DIST_PROPERTY, layout.toString());
                for (GridPlan plan : plans()) {
                    SoakResult result = run.of(plan, time);
                    results.add(result);
                    progress.done(inWords(result));
                }
            }
        }
        String text = "\n" + table(results).aligned();
        System.out.println(text);
        System.exit(results.stream().allMatch(Soak::isGoodEnough) ? 0 : 1);
    }

    /** One that is named is the only one. */
    private static List<Path> layouts() {
        return System.getProperty(ServerProcess.DIST_PROPERTY, "").isEmpty()
                ? Webserver.flavors().stream().map(ServerProcess::distOf).toList()
                : List.of(ServerProcess.dist());
    }

    private static List<GridPlan> plans() {
        String only = System.getProperty("soak.only", "");
        return GridPlans.soaked().stream()
                .filter(plan -> name(ServerProcess.flavor(), plan).contains(only))
                .toList();
    }

    private static String name(Flavor flavor, GridPlan plan) {
        return flavor.name().toLowerCase(Locale.ROOT) + " " + plan;
    }

    private static boolean isGoodEnough(SoakResult result) {
        return result.verdict() == Verdict.MET || result.verdict() == Verdict.MET_AIM;
    }

    private static String inWords(SoakResult result) {
        return String.format(
                Locale.ROOT,
                "%s: %d requests, %d failed, peak %.2f of %d MiB, %s",
                name(result.flavor(), result.plan()),
                result.requests(),
                result.failedRequests(),
                result.peakOfLimit(),
                result.limitBytes() >> 20,
                result.verdict().words());
    }

    /** The results; the targets are in the headings. */
    static Table table(List<SoakResult> results) {
        return new Table(
                List.of(
                        "static site",
                        "limit MiB",
                        "for strangers MiB",
                        "peak MiB",
                        "peak / limit",
                        String.format(
                                Locale.ROOT,
                                "peak / rest (%.2f to %.2f, aim %.2f to %.2f)",
                                SoakResult.LEAST,
                                SoakResult.MOST,
                                SoakResult.AIM_LEAST,
                                SoakResult.AIM_MOST),
                        "OOM kills",
                        "OOM errors",
                        "requests",
                        "failed",
                        "verdict"),
                1,
                results.stream().map(Soak::row).toList());
    }

    private static List<String> row(SoakResult result) {
        return List.of(
                name(result.flavor(), result.plan()),
                mebibytes(result.limitBytes()),
                mebibytes(result.strangersBytes()),
                mebibytes(result.peakBytes()),
                String.format(Locale.ROOT, "%.2f", result.peakOfLimit()),
                String.format(Locale.ROOT, "%.2f", result.peakOfRest()),
                String.valueOf(result.oomKills()),
                String.valueOf(result.outOfMemoryErrors()),
                String.valueOf(result.requests()),
                String.valueOf(result.failedRequests()),
                result.verdict().words());
    }

    private static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f", bytes / MIB);
    }
}
