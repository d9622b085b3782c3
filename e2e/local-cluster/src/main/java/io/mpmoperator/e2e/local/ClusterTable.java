package io.mpmoperator.e2e.local;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What runs, as a table for people. */
final class ClusterTable {

    /**
     * One pod of a WebServer.
     *
     * @param memoryLimit as the status says it
     * @param memoryInUse in bytes
     */
    record Row(
            String name,
            String mode,
            String flavor,
            int processes,
            int threads,
            int connections,
            String memoryLimit,
            long memoryInUse,
            String url) {}

    private static final List<String> HEADINGS = List.of(
            "NAME", "MODE", "FLAVOR", "PROCESSES", "THREADS", "CONNECTIONS", "MEMORY LIMIT", "IN USE NOW", "URL");

    /** The columns of numbers, which align to the right. */
    private static final List<Integer> NUMBERS = List.of(3, 4, 5, 6, 7);

    private ClusterTable() {}

    /**
     * The table with a caption under it.
     *
     * @param memoryMeasure says how the memory in use is measured
     */
    static String of(List<Row> rows, String memoryMeasure) {
        List<List<String>> cells = rows.stream().map(ClusterTable::cells).toList();
        int[] widths = IntStream.range(0, HEADINGS.size())
                .map(column -> IntStream.concat(
                                IntStream.of(HEADINGS.get(column).length()),
                                cells.stream().mapToInt(row -> row.get(column).length()))
                        .max()
                        .orElse(0))
                .toArray();
        String body = cells.stream().map(row -> line(row, widths)).collect(Collectors.joining());
        return line(HEADINGS, widths) + body + "In use: " + memoryMeasure + ".\n";
    }

    private static List<String> cells(Row row) {
        return List.of(
                row.name(),
                row.mode(),
                row.flavor(),
                String.valueOf(row.processes()),
                String.valueOf(row.threads()),
                String.valueOf(row.connections()),
                row.memoryLimit(),
                mebibytes(row.memoryInUse()),
                row.url());
    }

    private static String line(List<String> cells, int[] widths) {
        return IntStream.range(0, cells.size())
                        .mapToObj(column -> pad(cells.get(column), widths[column], NUMBERS.contains(column)))
                        .collect(Collectors.joining("  "))
                        .stripTrailing()
                + "\n";
    }

    private static String pad(String cell, int width, boolean right) {
        String space = " ".repeat(width - cell.length());
        return right ? space + cell : cell + space;
    }

    /** Bytes in the unit that memory limits are written in. */
    static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%.1fMi", bytes / 1048576.0);
    }
}
