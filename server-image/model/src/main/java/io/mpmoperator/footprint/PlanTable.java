package io.mpmoperator.footprint;

import io.mpmoperator.mpm.Adjustment;
import io.mpmoperator.mpm.MpmSettings;

/** A plan as the table that {@code webserver plan} prints for people. */
public final class PlanTable {

    private PlanTable() {}

    /** The plan over several lines, each ended. */
    public static String of(SizingPlan plan) {
        MpmSettings settings = plan.settings();
        var table = new StringBuilder();
        row(table, "flavor", plan.flavor().text());
        row(table, "mode", settings.mode().directiveValue());
        row(table, "processes", "%d (at most %d)".formatted(settings.processes(), settings.serverLimit()));
        row(table, "threads", "%d (%d in each)".formatted(settings.threads(), settings.threadsPerChild()));
        row(
                table,
                "tasks",
                "%d (%d in each process)"
                        .formatted(plan.tasks().total(), plan.tasks().child()));
        row(table, "connections", Integer.toString(settings.connections()));
        row(table, "memory limit", Mebibytes.format(plan.memoryLimitBytes()));
        row(table, "memory request", Mebibytes.format(plan.memoryRequestBytes()));
        table.append("\nmemory at the peak\n");
        plan.components().forEach(part -> size(table, part.name(), part.bytes()));
        size(table, "limit", plan.memoryLimitBytes());
        table.append("\nthe same work in another mode or flavor\n");
        plan.alternatives().forEach(other -> size(table, name(other), other.memoryLimitBytes()));
        if (!plan.adjustments().isEmpty()) {
            table.append("\nadjusted\n");
            for (Adjustment adjustment : plan.adjustments()) {
                table.append("  ").append(adjustment.message()).append('\n');
            }
        }
        table.append("\noptions\n");
        row(table, "  control", String.join(" ", plan.controlOptions()));
        row(table, "  child", String.join(" ", plan.childOptions()));
        return table.toString();
    }

    private static String name(Alternative alternative) {
        return alternative.flavor().text() + " " + alternative.mode().directiveValue();
    }

    private static void row(StringBuilder table, String name, String value) {
        table.append("%-18s%s%n".formatted(name, value).replace(System.lineSeparator(), "\n"));
    }

    private static void size(StringBuilder table, String name, long bytes) {
        table.append("  %-16s%14s\n".formatted(name, Mebibytes.format(bytes)));
    }
}
