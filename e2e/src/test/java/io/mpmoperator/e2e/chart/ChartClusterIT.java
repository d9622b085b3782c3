package io.mpmoperator.e2e.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.LocalPortForward;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * From an installation of the chart to served pages, on the cluster that KUBECONFIG names. It must have no WebServers yet;
 * what needs pods is left out where there is no node that is ready.
 */
@EnabledIfEnvironmentVariable(named = "KUBECONFIG", matches = ".+")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class ChartClusterIT {

    private static final int PATIENCE_SECONDS = 180;

    /** Of a registry that does not exist. */
    private static final List<String> NOT_TO_BE_PULLED = List.of("content-image.yaml");

    private final KubernetesClient client = new KubernetesClientBuilder().build();
    private final String namespace = "mpm-e2e-%x".formatted(System.nanoTime());
    private final Installation installation = new Installation(client, "mpm-e2e-system");
    private boolean began;

    @BeforeEach
    void makeANamespace() {
        assumeTrue(installation.crd() == null, "the cluster has WebServers already");
        began = true;
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
    }

    @AfterEach
    void removeEverything() {
        if (began) {
            installation.close();
            client.namespaces().withName(namespace).delete();
        }
        client.close();
    }

    @Test
    void keepsWebServersOverUpgradeAndUninstall() throws IOException {
        assertEquals("deployed", installation.install(Map.of(), false).getStatus());
        awaitEstablished();
        HasMetadata kept = apply(sample("concurrency.yaml")).getFirst();
        assertEquals(
                "2", installation.upgrade(Map.of("log.level", "DEBUG"), false).getRevision());
        installation.uninstall();
        assertNotNull(installation.crd());
        assertEquals(
                kept.getMetadata().getUid(),
                client.resource(kept).get().getMetadata().getUid());
        assertEquals("deployed", installation.install(Map.of(), false).getStatus());
        assertEquals(
                kept.getMetadata().getUid(),
                client.resource(kept).get().getMetadata().getUid());
    }

    @Test
    void findsNothingToChangeInWhatIsAppliedTwice() throws IOException {
        installation.install(Map.of("replicas", 0), false);
        awaitEstablished();
        for (Path sample : Samples.files()) {
            List<HasMetadata> first = apply(sample);
            List<HasMetadata> second = apply(sample);
            assertEquals(versions(first), versions(second), sample::toString);
        }
    }

    @Test
    void servesEverySampleAndReplacesNoPodByAnUpgrade() throws Exception {
        assumeTrue(client.nodes().list().getItems().stream().anyMatch(Readiness::isNodeReady), "no node is ready");
        installation.install(Map.of(), true);
        if (client.services().inNamespace("kube-system").withName("kube-dns").get() != null) {
            installation.test(); // goes through a Service, which a cluster without a proxy does not have
        }
        certificate();
        pagesOutOfGit();
        for (Path sample : Samples.files()) {
            if (NOT_TO_BE_PULLED.contains(sample.getFileName().toString())) {
                continue;
            }
            List<HasMetadata> applied = apply(sample);
            HasMetadata webServer = applied.getLast();
            awaitCondition(webServer, "Available");
            assertServes(webServer.getMetadata().getName());
            if (!sample.endsWith("concurrency.yaml")) {
                applied.forEach(object -> client.resource(object).delete());
                awaitNoPods(webServer.getMetadata().getName());
            }
        }
        Map<String, String> before = pods();
        installation.upgrade(Map.of("log.level", "DEBUG"), true);
        Thread.sleep(Duration.ofSeconds(30)); // in which a wrong operator would have begun to replace pods
        assertEquals(before, pods());
        installation.uninstall();
        assertEquals(before, pods());
    }

    private static Path sample(String name) {
        return Chart.root().resolve("helm/samples").resolve(name);
    }

    private List<HasMetadata> apply(Path sample) throws IOException {
        String text =
                Files.readString(sample).replace("image: mpm-greeting", "image: " + Installation.image("mpm-greeting"));
        List<HasMetadata> applied = new ArrayList<>();
        for (HasMetadata object : client.load(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
                .items()) {
            object.getMetadata().setNamespace(namespace);
            applied.add(client.resource(object).fieldManager("gitops").serverSideApply());
        }
        return applied;
    }

    private static Map<String, String> versions(List<HasMetadata> objects) {
        Map<String, String> versions = new TreeMap<>();
        objects.forEach(object -> versions.put(
                object.getKind() + "/" + object.getMetadata().getName(),
                object.getMetadata().getResourceVersion()));
        return versions;
    }

    private void awaitEstablished() {
        client.apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName(Installation.CRD)
                .waitUntilCondition(
                        crd -> crd != null
                                && crd.getStatus() != null
                                && crd.getStatus().getConditions().stream()
                                        .anyMatch(
                                                condition -> condition.getType().equals("Established")
                                                        && condition.getStatus().equals("True")),
                        PATIENCE_SECONDS,
                        TimeUnit.SECONDS);
    }

    private void awaitCondition(HasMetadata webServer, String type) {
        client.genericKubernetesResources(Installation.WEB_SERVERS)
                .inNamespace(namespace)
                .withName(webServer.getMetadata().getName())
                .waitUntilCondition(
                        found -> found != null
                                && Chart.YAML
                                        .valueToTree(found.getAdditionalProperties())
                                        .at("/status/conditions")
                                        .findParents("type")
                                        .stream()
                                        .anyMatch(condition ->
                                                condition.path("type").asText().equals(type)
                                                        && condition
                                                                .path("status")
                                                                .asText()
                                                                .equals("True")),
                        PATIENCE_SECONDS,
                        TimeUnit.SECONDS);
    }

    private List<Pod> podsOf(String webServer) {
        return client.pods()
                .inNamespace(namespace)
                .withLabel("app.kubernetes.io/instance", webServer)
                .list()
                .getItems();
    }

    /** Every pod with its restarts. */
    private Map<String, String> pods() {
        Map<String, String> pods = new TreeMap<>();
        client.pods()
                .inNamespace(namespace)
                .list()
                .getItems()
                .forEach(pod -> pods.put(
                        pod.getMetadata().getUid(),
                        pod.getStatus().getContainerStatuses().toString()));
        return pods;
    }

    private void awaitNoPods(String webServer) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!podsOf(webServer).isEmpty()) {
            assertTrue(System.nanoTime() < end, () -> "pods of " + webServer + " do not end");
            Thread.sleep(Duration.ofMillis(500));
        }
    }

    private void certificate() throws IOException {
        Path folder = Chart.root().resolve("e2e/src/test/resources/tls");
        client.resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName("shop-tls")
                        .withNamespace(namespace)
                        .endMetadata()
                        .withType("kubernetes.io/tls")
                        .addToData("tls.crt", base64(folder.resolve("ec-test-only.crt")))
                        .addToData("tls.key", base64(folder.resolve("ec-test-only.key")))
                        .build())
                .create();
    }

    /** As the kustomization beside the sample makes it. */
    private void pagesOutOfGit() throws IOException {
        client.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("shop-pages")
                        .withNamespace(namespace)
                        .endMetadata()
                        .addToData("index.html", Files.readString(sample("gitops/index.html")))
                        .build())
                .create();
    }

    private static String base64(Path file) throws IOException {
        return Base64.getEncoder().encodeToString(Files.readAllBytes(file));
    }

    private void assertServes(String webServer) throws IOException, InterruptedException {
        Pod pod = podsOf(webServer).stream()
                .filter(Readiness::isPodReady)
                .findFirst()
                .orElseThrow();
        boolean tls = webServer.equals("tls");
        try (LocalPortForward forward = client.pods().resource(pod).portForward(tls ? 8443 : 8080);
                HttpClient http = HttpClient.newHttpClient()) {
            if (tls) {
                try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), forward.getLocalPort())) {
                    assertTrue(socket.isConnected());
                }
                return;
            }
            String path = webServer.equals("handlers") ? "/hello" : "/";
            URI address = URI.create("http://127.0.0.1:%d%s".formatted(forward.getLocalPort(), path));
            HttpRequest request = HttpRequest.newBuilder(address)
                    .timeout(Duration.ofSeconds(30))
                    .build();
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            assertEquals(200, answer.statusCode(), () -> webServer + ": " + Objects.toString(answer.body()));
        }
    }
}
