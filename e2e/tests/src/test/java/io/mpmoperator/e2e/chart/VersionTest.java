package io.mpmoperator.e2e.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionTest {

    /** What is generated from files that have the version, and the history. */
    private static final Set<String> MADE_OF_THEM = Set.of("helm/install/install.yaml", "helm/mpm-operator/README.md");

    private static final Set<String> NOT_OURS = Set.of(".git", "target", ".idea", ".vscode", ".settings");

    private static final Pattern OWN_VERSION =
            Pattern.compile("<artifactId>mpm-[a-z-]+</artifactId>\\s*<version>(?!\\$\\{)[^<]*</version>");

    @Test
    void isInEveryFileThatCannotAskForIt() {
        VersionedFiles.hold(BuildVersion.read());
    }

    @Test
    void isThatOfTheChart() throws IOException {
        JsonNode chart =
                Chart.YAML.readTree(Chart.folder().resolve("Chart.yaml").toFile());
        assertEquals(BuildVersion.read().text(), chart.path("appVersion").asText());
        assertEquals(BuildVersion.read().ofTheChart(), chart.path("version").asText());
    }

    @Test
    void isWrittenByHandInOnePlace() throws IOException {
        List<String> others = new ArrayList<>();
        for (Path file : files()) {
            String path = Chart.root().relativize(file).toString();
            if (!VersionedFiles.PATHS.contains(path) && !MADE_OF_THEM.contains(path)) {
                others.addAll(versionsIn(path, text(file)));
            }
        }
        assertEquals(
                List.of("pom.xml: %s".formatted(BuildVersion.read().text())),
                others,
                "a version that is written by hand; .ci/version prints it, BuildVersion reads it");
    }

    private static List<String> versionsIn(String path, String text) {
        String version = Pattern.quote(BuildVersion.read().text());
        List<String> found = new ArrayList<>();
        if (BuildVersion.read().text().endsWith("-SNAPSHOT") || path.equals("pom.xml")) {
            Pattern.compile("(?<![\\w.])" + version + "(?![\\w.])")
                    .matcher(text)
                    .results()
                    .forEach(match -> found.add(path + ": " + match.group()));
        }
        if (!path.contains("/src/test/")) { // where images of any version are rendered
            VersionedFiles.IMAGE.matcher(text).results().forEach(match -> found.add(path + ": " + match.group()));
        }
        OWN_VERSION.matcher(text).results().forEach(match -> found.add(path + ": " + match.group()));
        return found;
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> found = Files.walk(Chart.root())) {
            return found.filter(Files::isRegularFile)
                    .filter(file -> Stream.iterate(file, path -> !path.equals(Chart.root()), Path::getParent)
                            .noneMatch(
                                    path -> NOT_OURS.contains(path.getFileName().toString())))
                    .sorted()
                    .toList();
        }
    }

    private static String text(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (MalformedInputException binary) {
            return "";
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "image: mpm-greeting:0.0.9-SNAPSHOT, image: mpm-greeting:2.0.0-rc.1",
                "value: r.example/mpm-server:0.0.9-SNAPSHOT-native, value: r.example/mpm-server:2.0.0-rc.1-native",
                "ARG SERVER_IMAGE=mpm-server:1.0.0-native, ARG SERVER_IMAGE=mpm-server:2.0.0-rc.1-native",
                "version: 0.0.9, version: 2.0.0-rc.1",
                "appVersion: 0.0.9-SNAPSHOT, appVersion: 2.0.0-rc.1",
                "image: nginx:1.2.3, image: nginx:1.2.3",
            })
    void replacesTheVersionThatStoodThere(String text, String expected) {
        assertEquals(expected, VersionedFiles.with(new BuildVersion("2.0.0-rc.1"), text));
    }

    @Test
    void isFoundInEveryFileOfTheList() throws IOException {
        for (String path : VersionedFiles.PATHS) {
            String text = Files.readString(Chart.root().resolve(path));
            assertTrue(
                    !text.equals(VersionedFiles.with(new BuildVersion("99.0.0"), text)),
                    () -> path + " names no version of the build: take it from the list");
        }
    }
}
