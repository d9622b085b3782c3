package io.mpmoperator.e2e.chart;

import io.mpmoperator.conf.Workload;
import io.mpmoperator.footprint.Calibration;
import io.mpmoperator.footprint.Component;
import io.mpmoperator.footprint.Flavor;
import io.mpmoperator.footprint.Sizing;
import io.mpmoperator.footprint.SizingException;
import io.mpmoperator.footprint.SizingPlan;
import io.mpmoperator.footprint.SizingRequest.OfBudget;
import io.mpmoperator.footprint.SizingRequest.OfConcurrency;
import io.mpmoperator.mpm.Mode;
import io.mpmoperator.mpm.MpmDirectives;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The sizing guide: a text with tables that the model computes of the calibrations that are shipped. */
final class SizingGuide {

    private static final long MIB = 1024L * 1024;
    private static final List<Integer> CONCURRENCIES = List.of(10, 50, 100, 400, 1000);
    private static final List<Integer> IDLE = List.of(0, 1000, 5000, 20000);
    private static final List<Integer> BUDGETS = List.of(192, 256, 512, 1024, 2048);
    private static final Workload NOTHING = new Workload(0, 0, 0);

    private SizingGuide() {}

    static Path path() {
        return Chart.root().resolve("docs/sizing.md");
    }

    static String text() throws IOException, SizingException {
        return Files.readString(Chart.root().resolve("e2e/tests/src/test/resources/chart/sizing.md"))
                .replace("@concurrency@", byConcurrency(Flavor.JVM))
                .replace("@concurrency-native@", byConcurrency(Flavor.NATIVE))
                .replace("@idle@", byIdleConnections())
                .replace("@budget@", byBudget())
                .replace("@components@", components())
                .replace("@tasks@", tasks());
    }

    private static String byConcurrency(Flavor flavor) throws SizingException {
        StringBuilder table = new StringBuilder("| requests at once | prefork | worker | event |\n|---|---|---|---|\n");
        for (int concurrency : CONCURRENCIES) {
            table.append("| %d |".formatted(concurrency));
            for (Mode mode : Mode.values()) {
                table.append(cell(plan(flavor, mode, concurrency, 0)));
            }
            table.append('\n');
        }
        return table.toString();
    }

    private static String byIdleConnections() throws SizingException {
        StringBuilder table =
                new StringBuilder("| idle connections beside 50 requests | worker | event | worker, native |"
                        + " event, native |\n|---|---|---|---|---|\n");
        for (int idle : IDLE) {
            table.append("| %d |".formatted(idle));
            for (Flavor flavor : Flavor.values()) {
                table.append(cell(plan(flavor, Mode.WORKER, 50, idle)));
                table.append(cell(plan(flavor, Mode.EVENT, 50, idle)));
            }
            table.append('\n');
        }
        return table.toString();
    }

    private static String byBudget() {
        StringBuilder table = new StringBuilder("| memory of a pod | prefork | worker | event | prefork, native |"
                + " worker, native | event, native |\n|---|---|---|---|---|---|---|\n");
        for (int budget : BUDGETS) {
            table.append("| %d MiB |".formatted(budget));
            for (Flavor flavor : Flavor.values()) {
                for (Mode mode : Mode.values()) {
                    table.append(requestsIn(flavor, mode, budget * MIB));
                }
            }
            table.append('\n');
        }
        return table.toString();
    }

    private static String requestsIn(Flavor flavor, Mode mode, long bytes) {
        try {
            SizingPlan plan = Sizing.plan(
                    new OfBudget(mode, bytes, MpmDirectives.of(mode), NOTHING, false), Calibration.shipped(flavor));
            return " %d requests |".formatted(plan.settings().threads());
        } catch (SizingException e) {
            return " does not fit |";
        }
    }

    private static String components() throws SizingException {
        SizingPlan plan = example();
        return "| component | MiB |\n|---|---|\n"
                + plan.components().stream().map(SizingGuide::row).collect(Collectors.joining())
                + "| **limit** | **%.1f** |\n".formatted((double) plan.memoryLimitBytes() / MIB);
    }

    private static String tasks() throws SizingException {
        StringBuilder table = new StringBuilder("| requests at once | prefork | worker | event | prefork, native |"
                + " worker, native | event, native |\n|---|---|---|---|---|---|---|\n");
        for (int concurrency : CONCURRENCIES) {
            table.append("| %d |".formatted(concurrency));
            for (Flavor flavor : Flavor.values()) {
                for (Mode mode : Mode.values()) {
                    table.append(" %d |"
                            .formatted(
                                    plan(flavor, mode, concurrency, 0).tasks().total()));
                }
            }
            table.append('\n');
        }
        return table.toString();
    }

    /** The plan whose components are shown. */
    static SizingPlan example() throws SizingException {
        return plan(Flavor.JVM, Mode.EVENT, 100, 1000);
    }

    private static String row(Component component) {
        return "| %s | %.1f |\n".formatted(component.name(), (double) component.bytes() / MIB);
    }

    private static SizingPlan plan(Flavor flavor, Mode mode, int concurrency, int idle) throws SizingException {
        return Sizing.plan(
                new OfConcurrency(mode, concurrency, MpmDirectives.of(mode), new Workload(idle, 0, 0), false),
                Calibration.shipped(flavor));
    }

    private static String cell(SizingPlan plan) {
        return " %d MiB, %d processes |"
                .formatted(plan.memoryLimitBytes() / MIB, plan.settings().processes());
    }
}
