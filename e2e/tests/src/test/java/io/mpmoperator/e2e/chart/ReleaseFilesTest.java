package io.mpmoperator.e2e.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

/** What .ci/for-registry makes of the chart and of the install file: every image is one of the registry, and native ones are there. */
@Tag("process")
class ReleaseFilesTest {

    private static final Pattern IMAGE = Pattern.compile("[\\w./-]*mpm-(?:server|operator):[\\w.-]+");

    @TempDir
    private Path folder;

    @Test
    void takeEveryImageFromTheRegistryAndTheNativeFlavorWhereNoneIsNamed() throws Exception {
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
        String installed = Files.readString(folder.resolve("install.yaml"));
        String rendered = new Helm(folder.resolve("mpm-operator"))
                .template()
                .withName("mpm-operator")
                .withKubeVersion(Chart.KUBERNETES)
                .call();
        for (String yaml : List.of(installed, rendered)) {
            assertEquals(images, images(yaml));
            assertTrue(
                    yaml.contains("            - name: MPM_DEFAULT_FLAVOR\n              value: native\n"),
                    () -> "MPM_DEFAULT_FLAVOR is not native in " + yaml);
        }
        assertTrue(Files.readString(folder.resolve("mpm-operator/README.md"))
                .contains("| `serverImage.nativeEnabled` | `true` |"));
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
