package io.mpmoperator.e2e.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.marcnuri.helm.Helm;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What .ci/for-registry makes of the chart and of the install file: every image is one of the registry. */
@Tag("process")
class ReleaseFilesTest {

    private static final Pattern IMAGE = Pattern.compile("[\\w./-]*mpm-(?:server|operator):[\\w.-]+");

    @TempDir
    private Path folder;

    @Test
    void takeEveryImageFromTheRegistry() throws Exception {
        Process script = new ProcessBuilder(
                        Chart.root().resolve(".ci/for-registry").toString(),
                        "registry.example.com/team",
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, script.waitFor(), output);
        String version = BuildVersion.read().text();
        List<String> images = List.of(
                "registry.example.com/team/mpm-operator:" + version,
                "registry.example.com/team/mpm-server:" + version,
                "registry.example.com/team/mpm-server:" + version + "-native");
        assertEquals(images, images(Files.readString(folder.resolve("install.yaml"))));
        assertEquals(
                images,
                images(new Helm(folder.resolve("mpm-operator"))
                        .template()
                        .withName("mpm-operator")
                        .withKubeVersion(Chart.KUBERNETES)
                        .call()));
    }

    private static List<String> images(String yaml) {
        return IMAGE.matcher(yaml.replaceAll("(?m)^ *#.*$", ""))
                .results()
                .map(MatchResult::group)
                .distinct()
                .sorted()
                .toList();
    }
}
