package io.mpmoperator.e2e.benchmark.report;

import java.util.List;
import java.util.Locale;

/** Bars of the contenders' medians, a panel for each metric, as an SVG picture. */
final class BarChart {

    private static final int WIDTH = 760;
    private static final int LABEL = 120;
    private static final int VALUE = 90;
    private static final int BAR = 18;
    private static final int LINE = 26;
    private static final int TITLE = 44;
    private static final int MARGIN = 20;

    private final Measurements measurements;
    private final StringBuilder svg = new StringBuilder();
    private int y = MARGIN;

    private BarChart(Measurements measurements) {
        this.measurements = measurements;
    }

    /** The picture. */
    static String of(Measurements measurements, List<Metric> metrics) {
        BarChart chart = new BarChart(measurements);
        metrics.stream()
                .filter(metric -> !measurements.contenders(metric).isEmpty())
                .forEach(chart::panel);
        return """
                <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d">
                <style>
                text { font: 13px sans-serif; fill: #24292f }
                .title { font-weight: bold; font-size: 15px }
                .bar { fill: #a9b4c2 }
                .ours { fill: #2f6fde }
                </style>
                <rect width="100%%" height="100%%" fill="#ffffff"/>
                %3$s</svg>
                """.formatted(WIDTH, chart.y + MARGIN, chart.svg);
    }

    private void panel(Metric metric) {
        List<String> contenders = measurements.contenders(metric);
        double most = contenders.stream()
                .mapToDouble(contender -> median(metric, contender))
                .max()
                .orElse(1);
        text("title", MARGIN, y + TITLE / 2, metric.description() + ", " + metric.unit());
        y += TITLE;
        for (String contender : contenders) {
            bar(contender, metric, median(metric, contender), most);
        }
    }

    private void bar(String contender, Metric metric, double value, double most) {
        double width = most <= 0 ? 0 : Math.max(0, value) / most * (WIDTH - LABEL - VALUE - 2 * MARGIN);
        int left = MARGIN + LABEL;
        text("label", MARGIN, y + BAR - 4, contender);
        svg.append(String.format(
                Locale.ROOT,
                "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>%n",
                contender.startsWith("ours") ? "ours" : "bar",
                left,
                y,
                width,
                BAR));
        text("value", left + (int) width + 6, y + BAR - 4, metric.number(value));
        y += LINE;
    }

    private void text(String kind, int x, int baseline, String text) {
        svg.append("<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>%n".formatted(kind, x, baseline, escaped(text)));
    }

    private double median(Metric metric, String contender) {
        return measurements.median(metric, contender).orElse(0);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
