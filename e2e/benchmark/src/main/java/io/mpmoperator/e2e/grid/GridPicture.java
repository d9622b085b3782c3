package io.mpmoperator.e2e.grid;

import io.mpmoperator.footprint.Flavor;
import io.mpmoperator.mpm.Mode;
import java.util.List;
import java.util.Locale;

/** Measured peak against predicted limit, both in MiB on logarithmic axes, as an SVG picture. */
final class GridPicture {

    private static final int SIZE = 560;
    private static final int LEFT = 80;
    private static final int TOP = 50;
    private static final int LEGEND = 200;
    private static final double MIB = 1 << 20;
    private static final double LEAST = 32;
    private static final double MOST = 16_384;

    private final StringBuilder svg = new StringBuilder();

    private GridPicture() {}

    /** The picture. */
    static String of(Flavor flavor, List<GridResult> results) {
        GridPicture picture = new GridPicture();
        picture.axes(flavor);
        picture.ratio(1, "peak = limit", "edge");
        picture.ratio(Targets.LEAST_USED, String.format(Locale.ROOT, "%.2f of it", Targets.LEAST_USED), "least");
        results.forEach(picture::point);
        picture.legend();
        return """
                <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d">
                <style>
                text { font: 13px sans-serif; fill: #24292f }
                .title { font-weight: bold; font-size: 15px }
                .grid { stroke: #e3e7ec }
                .edge { stroke: #b3261e; stroke-width: 1.5 }
                .least { stroke: #8a94a1; stroke-dasharray: 5 4 }
                .prefork { fill: #c2570c } .worker { fill: #2f6fde } .event { fill: #1a8f5a }
                </style>
                <rect width="100%%" height="100%%" fill="#ffffff"/>
                %3$s</svg>
                """.formatted(LEFT + SIZE + LEGEND, TOP + SIZE + 60, picture.svg);
    }

    private static double x(double mebibytes) {
        return LEFT + SIZE * position(mebibytes);
    }

    private static double y(double mebibytes) {
        return TOP + SIZE * (1 - position(mebibytes));
    }

    private static double position(double mebibytes) {
        return Math.log(mebibytes / LEAST) / Math.log(MOST / LEAST);
    }

    private void axes(Flavor flavor) {
        String title = "Memory limit that the model gives, and the peak that was measured under it";
        text("title", LEFT, TOP - 22, flavor == Flavor.JVM ? title : title + ": native");
        boolean labelled = false;
        for (double tick = MOST; tick >= LEAST; tick /= 2) {
            line("grid", x(tick), y(LEAST), x(tick), y(MOST));
            line("grid", x(LEAST), y(tick), x(MOST), y(tick));
            labelled = !labelled;
            if (labelled) {
                text("tick", x(tick) - 14, TOP + SIZE + 18, label(tick));
                text("tick", LEFT - 58, y(tick) + 4, label(tick));
            }
        }
        text("axis", LEFT + SIZE / 2.0 - 30, TOP + SIZE + 42, "memory limit");
        text("axis", LEFT + 6, TOP - 6, "peak");
    }

    private static String label(double mebibytes) {
        return mebibytes < 1024
                ? String.format(Locale.ROOT, "%.0f MiB", mebibytes)
                : String.format(Locale.ROOT, "%.0f GiB", mebibytes / 1024);
    }

    private void ratio(double ratio, String words, String kind) {
        double from = Math.max(LEAST, LEAST / ratio);
        line(kind, x(from), y(from * ratio), x(MOST), y(MOST * ratio));
        text(kind + "-words", x(MOST) + 8, y(MOST * ratio) + 4, words);
    }

    private void point(GridResult result) {
        svg.append(String.format(
                Locale.ROOT,
                "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"4.5\" fill-opacity=\"0.8\"><title>%s: %.0f of %.0f MiB</title></circle>%n",
                result.plan().mode().directiveValue(),
                x(result.limitBytes() / MIB),
                y(result.peakBytes() / MIB),
                result.plan(),
                result.peakBytes() / MIB,
                result.limitBytes() / MIB));
    }

    private void legend() {
        int row = 0;
        for (Mode mode : Mode.values()) {
            double y = TOP + 90 + 24.0 * row++;
            svg.append(String.format(
                    Locale.ROOT,
                    "<circle class=\"%s\" cx=\"%d\" cy=\"%.1f\" r=\"5\"/>%n",
                    mode.directiveValue(),
                    LEFT + SIZE + 24,
                    y));
            text("legend", LEFT + SIZE + 38, y + 4, mode.directiveValue());
        }
    }

    private void line(String kind, double fromX, double fromY, double toX, double toY) {
        svg.append(String.format(
                Locale.ROOT,
                "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>%n",
                kind,
                fromX,
                fromY,
                toX,
                toY));
    }

    private void text(String kind, double x, double baseline, String words) {
        svg.append(String.format(
                Locale.ROOT, "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>%n", kind, x, baseline, words));
    }
}
