package io.mpmoperator.e2e.chart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files that name the version of the build and cannot ask for it: {@code ./mvnw -Pgenerate} writes it into them. */
final class VersionedFiles {

    private static final String NUMBER = "\\d+\\.\\d+\\.\\d+(?:-(?!native\\b)[0-9A-Za-z.]+)*";

    /** An image of this build with its version, whose group "version" it is. */
    static final Pattern IMAGE = Pattern.compile("\\bmpm-(?:server|operator|greeting):(?<version>" + NUMBER + ")");

    private static final String CHART = "helm/mpm-operator/Chart.yaml";

    /** From the root of the repository. */
    static final List<String> PATHS = List.of(
            CHART,
            "helm/overlays/private-registry/kustomization.yaml",
            "helm/samples/handlers.yaml",
            "server-image/examples/greeting/Containerfile",
            "server-image/examples/greeting/Containerfile.native",
            "server-image/examples/greeting/pom.xml",
            "server-image/examples/mounted/run");

    private VersionedFiles() {}

    /** The version is written into each of them, or each of them must have it. */
    static void hold(BuildVersion version) {
        for (String path : PATHS) {
            try {
                String now = Files.readString(Chart.root().resolve(path));
                GeneratedFile.holds(Chart.root().resolve(path), with(version, now));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** A text with this version in each of the places where there was another. */
    static String with(BuildVersion version, String text) {
        return IMAGE.matcher(text)
                .replaceAll(image -> Matcher.quoteReplacement(
                        text.substring(image.start(), image.start("version")) + version.text()))
                .replaceAll("(?m)^version: .*$", "version: " + version.ofTheChart())
                .replaceAll("(?m)^appVersion: .*$", "appVersion: " + version.text())
                .replaceAll(
                        "<webserver\\.version>.*</webserver\\.version>",
                        "<webserver.version>%s</webserver.version>".formatted(version.text()));
    }
}
