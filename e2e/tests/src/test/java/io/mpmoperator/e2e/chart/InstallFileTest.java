package io.mpmoperator.e2e.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class InstallFileTest {

    /** What {@code kubectl apply} without --server-side keeps of an object in one of its annotations, at most. */
    private static final int LONGEST_ANNOTATION = 262_144;

    @Test
    void isWhatTheChartInstalls() throws IOException {
        GeneratedFile.holds(InstallFile.path(), InstallFile.text());
    }

    @Test
    void knowsNothingOfHelm() throws IOException {
        assertFalse(Files.readString(InstallFile.path()).contains("helm.sh/"));
    }

    @Test
    void canBeAppliedWithoutServerSideToo() throws IOException {
        for (JsonNode document : Chart.documents(Files.readString(InstallFile.path()))) {
            int bytes = document.toString().getBytes(StandardCharsets.UTF_8).length;
            assertTrue(bytes < LONGEST_ANNOTATION, () -> document.path("kind") + " takes " + bytes + " bytes");
        }
    }

    @Test
    @Tag("process")
    void runsTwoOperatorsInTheOverlayForHighAvailability() throws Exception {
        List<JsonNode> built = build("high-availability");
        assertEquals(
                2,
                Chart.find(built, "Deployment", "mpm-operator")
                        .at("/spec/replicas")
                        .asInt());
        assertEquals(
                "mpm-system",
                Chart.find(built, "PodDisruptionBudget", "mpm-operator")
                        .at("/metadata/namespace")
                        .asText());
    }

    @Test
    @Tag("process")
    void takesEveryImageFromElsewhereInTheOverlayForARegistry() throws Exception {
        String deployment = Chart.find(build("private-registry"), "Deployment", "mpm-operator")
                .toString();
        String version = BuildVersion.read().text();
        assertTrue(deployment.contains("registry.example.com/platform/mpm-operator:" + version), deployment);
        assertTrue(deployment.contains("registry.example.com/platform/mpm-server:" + version), deployment);
        assertFalse(deployment.contains("\"mpm-" + "server:"), deployment);
    }

    @Test
    @Tag("process")
    void hasNoRightInTheClusterInTheOverlayForANamespace() throws Exception {
        List<JsonNode> built = build("namespaced");
        assertEquals(
                "shop",
                Chart.find(built, "Role", "mpm-operator")
                        .at("/metadata/namespace")
                        .asText());
        assertEquals(
                "Role",
                Chart.find(built, "RoleBinding", "mpm-operator")
                        .at("/roleRef/kind")
                        .asText());
        assertTrue(
                built.stream().noneMatch(object -> object.path("kind").asText().equals("ClusterRoleBinding")));
    }

    private static List<JsonNode> build(String overlay) throws IOException, InterruptedException {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "kubectl"))),
                "kubectl is not installed");
        Process kubectl = new ProcessBuilder(
                        "kubectl",
                        "kustomize",
                        Chart.root().resolve("helm/overlays/" + overlay).toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(kubectl.waitFor(60, TimeUnit.SECONDS), "kubectl kustomize takes a minute");
        assertEquals(0, kubectl.exitValue(), output);
        return Chart.documents(output);
    }
}
