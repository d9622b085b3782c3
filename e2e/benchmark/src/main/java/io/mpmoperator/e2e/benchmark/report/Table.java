package io.mpmoperator.e2e.benchmark.report;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table of text.
 *
 * @param leftColumns how many columns are words and align to the left; the others are numbers
 */
public record Table(List<String> headings, int leftColumns, List<List<String>> rows) {

    /** With aligned columns, for a console. */
    public String aligned() {
        int[] widths = widths();
        String rule = IntStream.of(widths).mapToObj("─"::repeat).collect(Collectors.joining("  ", "", "\n"));
        return line(headings, widths)
                + rule
                + rows.stream().map(row -> line(row, widths)).collect(Collectors.joining());
    }

    /** In Markdown. */
    public String markdown() {
        String rule = IntStream.range(0, headings.size())
                .mapToObj(column -> column < leftColumns ? "---" : "---:")
                .collect(Collectors.joining(" | ", "| ", " |\n"));
        return piped(headings) + rule + rows.stream().map(Table::piped).collect(Collectors.joining());
    }

    private int[] widths() {
        return IntStream.range(0, headings.size())
                .map(column -> IntStream.concat(
                                IntStream.of(headings.get(column).length()),
                                rows.stream().mapToInt(row -> row.get(column).length()))
                        .max()
                        .orElse(0))
                .toArray();
    }

    private String line(List<String> cells, int[] widths) {
        return IntStream.range(0, cells.size())
                        .mapToObj(column -> pad(cells.get(column), widths[column], column >= leftColumns))
                        .collect(Collectors.joining("  "))
                        .stripTrailing()
                + "\n";
    }

    private static String pad(String cell, int width, boolean right) {
        String space = " ".repeat(width - cell.length());
        return right ? space + cell : cell + space;
    }

    private static String piped(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
