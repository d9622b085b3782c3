package io.mpmoperator.e2e.chart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of the build, as the property {@code revision} of the root's pom.xml has it.
 *
 * @param text for instance {@code 1.2.3} or {@code 1.2.3-SNAPSHOT}
 */
public record BuildVersion(String text) {

    private static final Pattern REVISION = Pattern.compile("<revision>(.+)</revision>");

    /** Reads the root's pom.xml. */
    public static BuildVersion read() {
        Path pom = Chart.root().resolve("pom.xml");
        try {
            Matcher matcher = REVISION.matcher(Files.readString(pom));
            if (!matcher.find()) {
                throw new IllegalStateException(pom + " has no property <revision>");
            }
            return new BuildVersion(matcher.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The version of the chart: a chart is packaged for a release, hence without SNAPSHOT. */
    String ofTheChart() {
        return text.replace("-SNAPSHOT", "");
    }

    /** The server's image for a JVM, as the cluster's nodes have it: its name begins with {@code -De2e.images=PREFIX}. */
    public String serverImage() {
        return Installation.image("mpm-server:" + text);
    }
}
