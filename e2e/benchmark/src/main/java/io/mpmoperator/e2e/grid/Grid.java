package io.mpmoperator.e2e.grid;

import io.mpmoperator.e2e.benchmark.Machine;
import io.mpmoperator.e2e.benchmark.process.OpenFiles;
import io.mpmoperator.e2e.local.Progress;
import io.mpmoperator.e2e.local.cgroup.MemoryCgroups;
import io.mpmoperator.e2e.server.ServerProcess;
import io.mpmoperator.footprint.SizingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The main program: runs plans of many sizes under their limits, prints what came of it and writes it into files.
 *
 * <p>System properties: {@code local.root} the repository; {@code grid.quick} true for one plan of each mode; {@code grid.only}
 * a part of the plans' and budgets' names; {@code webserver.dist} the server's layout, where it is not the JVM flavor's; {@code grid.write} true to write the results of the whole grid into
 * {@code docs} as well, which is checked in.
 * Exit status 1 where a plan misses what is asked of it, 2 where no memory cgroup can be made here.
 */
public final class Grid {

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
        if (Boolean.getBoolean("grid.write") && (quick() || !only().isEmpty())) {
            System.err.println("grid: -Dgrid.write=true is for the whole grid, without grid.quick and grid.only");
            System.exit(2);
            return;
        }
        Path root = Path.of(System.getProperty("local.root", "")).toAbsolutePath();
        List<GridPlan> plans = (quick() ? GridPlans.quick() : GridPlans.all())
                .stream()
                        .filter(plan -> plan.toString().contains(only()))
                        .filter(Grid::hasFilesEnough)
                        .toList();
        List<GridBudget> budgets = quick()
                ? List.of()
                : GridPlans.budgets().stream()
                        .filter(budget -> budget.toString().contains(only()))
                        .toList();
        Path folder = root.resolve("e2e/benchmark/target/grid");
        GridReport report;
        try (groups) {
            report = run(plans, budgets, groups, new Progress(System.out), soFar -> soFar.writeInto(folder));
        }
        System.out.printf("%n%s%n", report.text());
        write(report, folder);
        if (Boolean.getBoolean("grid.write")) {
            write(report, root.resolve("docs"));
        }
        System.exit(report.missed().isEmpty() ? 0 : 1);
    }

    private static boolean quick() {
        return Boolean.getBoolean("grid.quick");
    }

    private static String only() {
        return System.getProperty("grid.only", "");
    }

    private static boolean hasFilesEnough(GridPlan plan) {
        long needed = 2L * plan.workers() + SPARE_FILES;
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

    /** Takes what has come out so far. */
    @FunctionalInterface
    interface Sink {
        void take(GridReport soFar) throws IOException;
    }

    /**
     * Runs plans and budgets one after the other.
     *
     * @param sink takes a report after each, so that nothing is lost when the run is broken off
     */
    static GridReport run(
            List<GridPlan> plans, List<GridBudget> budgets, MemoryCgroups groups, Progress progress, Sink sink)
            throws IOException, InterruptedException, SizingException {
        Path work = Files.createTempDirectory("grid");
        GridRun run = new GridRun(groups, work);
        Map<String, String> circumstances = Machine.itself();
        circumstances.put("control groups", groups.version().toString());
        GridReport report = new GridReport(ServerProcess.flavor(), circumstances, List.of(), List.of());
        for (GridPlan plan : plans) {
            report = report.with(run.of(plan));
            sink.take(report);
            progress.done("%d of %d: %s"
                    .formatted(
                            report.results().size(),
                            plans.size(),
                            inWords(report.results().getLast())));
        }
        for (GridBudget budget : budgets) {
            BudgetResult result = run(budget, run);
            report = report.with(result);
            sink.take(report);
            progress.done("%s: %s, one step larger: %s"
                    .formatted(
                            budget,
                            inWords(result.largest()),
                            result.larger().map(Grid::inWords).orElse("does not come up")));
        }
        return report.with("a question to the model", PlanningTime.measured());
    }

    private static BudgetResult run(GridBudget budget, GridRun run)
            throws IOException, InterruptedException, SizingException {
        GridPlan largest = budget.largest();
        GridPlan larger = budget.oneLarger();
        return new BudgetResult(
                budget,
                run.of(largest, budget.bytes()),
                largest.sized().memoryLimitBytes(),
                attempt(larger, budget.bytes(), run),
                larger,
                larger.sized().memoryLimitBytes());
    }

    /** A server that has too little memory may never have all its processes. */
    private static Optional<GridResult> attempt(GridPlan plan, long limitBytes, GridRun run)
            throws IOException, InterruptedException, SizingException {
        try {
            return Optional.of(run.of(plan, limitBytes));
        } catch (IllegalStateException e) {
            System.getLogger(Grid.class.getName()).log(System.Logger.Level.DEBUG, "event=did-not-come-up", e);
            return Optional.empty();
        }
    }

    private static String inWords(GridResult result) {
        return String.format(
                Locale.ROOT,
                "%s: peak %.2f of %d MiB%s",
                result.plan(),
                result.peakOfLimit(),
                result.limitBytes() >> 20,
                result.survived() ? "" : ", LOST PROCESSES");
    }

    private static void write(GridReport report, Path folder) throws IOException {
        report.writeInto(folder);
        System.out.println("written into " + folder);
    }
}
