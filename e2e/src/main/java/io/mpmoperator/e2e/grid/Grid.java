package io.mpmoperator.e2e.grid;

import io.mpmoperator.e2e.benchmark.process.OpenFiles;
import io.mpmoperator.e2e.local.Progress;
import io.mpmoperator.e2e.local.cgroup.MemoryCgroups;
import io.mpmoperator.footprint.SizingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The main program: runs plans of many sizes under their limits, prints what came of it and writes it into files.
 *
 * <p>System properties: {@code local.root} the repository; {@code grid.quick} true for one plan of each mode; {@code grid.only}
 * a part of the plans' names; {@code grid.write} true to write the results into {@code e2e/docs} as well, which is checked in.
 * Exit status 1 where a plan misses what is asked of it, 2 where no memory cgroup can be made here.
 */
public final class Grid {

    private static final Duration FULL_PHASE = Duration.ofSeconds(6);
    private static final Duration QUICK_PHASE = Duration.ofSeconds(3);

    private static final long SPARE_FILES = 200;

    private Grid() {}

    /** Runs the grid. */
    public static void main(String[] args) throws IOException, InterruptedException, SizingException {
        if (!(MemoryCgroups.detect("grid-" + ProcessHandle.current().pid())
                instanceof MemoryCgroups.Detected.Available(MemoryCgroups groups))) {
            System.err.println("grid: no memory cgroup can be made here; root or a delegated group is needed");
            System.exit(2);
            return;
        }
        Path root = Path.of(System.getProperty("local.root", "")).toAbsolutePath();
        String only = System.getProperty("grid.only", "");
        boolean quick = Boolean.getBoolean("grid.quick");
        List<GridPlan> plans = (quick ? GridPlans.quick() : GridPlans.all())
                .stream()
                        .filter(plan -> plan.toString().contains(only))
                        .filter(Grid::hasFilesEnough)
                        .toList();
        GridReport report;
        try (groups) {
            report = run(plans, groups, quick ? QUICK_PHASE : FULL_PHASE, new Progress(System.out));
        }
        System.out.printf("%n%s%n", report.text());
        write(report, root.resolve("e2e/target/grid"));
        if (Boolean.getBoolean("grid.write")) {
            write(report, root.resolve("e2e/docs"));
        }
        System.exit(report.missed().isEmpty() ? 0 : 1);
    }

    private static boolean hasFilesEnough(GridPlan plan) {
        long needed = 2L * plan.workers() + plan.workload().idleConnections() + SPARE_FILES;
        try {
            if (needed <= OpenFiles.limit()) {
                return true;
            }
            System.out.printf(
                    "left out: %s: %d open files are needed, %d are allowed (ulimit -n)%n",
                    plan, needed, OpenFiles.limit());
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs plans one after the other. */
    static GridReport run(List<GridPlan> plans, MemoryCgroups groups, Duration phase, Progress progress)
            throws IOException, InterruptedException, SizingException {
        Path work = Files.createTempDirectory("grid");
        GridRun run = new GridRun(groups, work, phase);
        List<GridResult> results = new ArrayList<>();
        for (GridPlan plan : plans) {
            GridResult result = run.of(plan, results.size());
            results.add(result);
            progress.done(String.format(
                    Locale.ROOT,
                    "%d of %d: %s: peak %.2f of %d MiB%s",
                    results.size(),
                    plans.size(),
                    plan,
                    result.peakOfLimit(),
                    result.limitBytes() >> 20,
                    result.survived() ? "" : ", LOST PROCESSES"));
        }
        Map<String, String> circumstances = new LinkedHashMap<>();
        circumstances.put("control groups", groups.version().toString());
        circumstances.put("kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        circumstances.put("Java", Runtime.version().toString());
        return new GridReport(circumstances, results);
    }

    private static void write(GridReport report, Path folder) throws IOException {
        report.writeInto(folder);
        System.out.println("written into " + folder);
    }
}
