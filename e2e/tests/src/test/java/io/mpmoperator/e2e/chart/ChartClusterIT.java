package io.mpmoperator.e2e.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeSystemInfo;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.LocalPortForward;
import io.fabric8.kubernetes.client.readiness.Readiness;
import io.mpmoperator.e2e.apiserver.Namespaces;
import io.mpmoperator.testing.NeedsCluster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * From an installation of the chart to served pages, on the cluster that KUBECONFIG names. It must have no WebServers yet;
 * what needs pods is left out where there is no node that is ready.
 */
@NeedsCluster
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class ChartClusterIT {

    private static final int PATIENCE_SECONDS = 180;

    /** The content of the sample, of a registry that does not exist; the page in the server's own image replaces it. */
    private static final String NOT_TO_BE_PULLED = "reference: registry.example.com/site:7";

    private static final String PAGE_OF_THE_SERVER =
            """
            reference: %s
                  subPath: opt/webserver/htdocs""".formatted(BuildVersion.read().serverImage());

    private static final String NATIVE_SERVER =
            "mpm-server:%s-native".formatted(BuildVersion.read().text());

    private static final Path TLS = Chart.root().resolve("e2e/benchmark/src/main/resources/tls");

    private final KubernetesClient client = new KubernetesClientBuilder().build();
    private final String namespace = "mpm-e2e-%x".formatted(System.nanoTime());
    private final Installation installation = new Installation(client, "mpm-e2e-system");
    private boolean began;

    @BeforeEach
    void makeANamespace() {
        assumeTrue(
                installation.crd() == null,
                "the cluster has the CustomResourceDefinition %s already, and the WebServers of others may depend on it"
                        .formatted(Installation.CRD));
        began = true;
        Namespaces.create(client, namespace);
    }

    @AfterEach
    void removeEverything() {
        if (began) {
            installation.close();
            Installation.removeNamespace(client, namespace);
        }
        client.close();
    }

    @Test
    void keepsWebServersOverUpgradeAndUninstall(@TempDir Path folder) throws IOException {
        Path older = Chart.older(folder.resolve("older"));
        assertEquals("deployed", installation.install(older, Map.of(), false).getStatus());
        assertFalse(knowsPaused());
        HasMetadata kept = apply(sample("concurrency.yaml")).getFirst();
        assertEquals(
                "2", installation.upgrade(Map.of("log.level", "DEBUG"), false).getRevision());
        assertTrue(knowsPaused(), "the CustomResourceDefinition is not upgraded with the release");
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
        for (Path sample : Samples.files()) {
            List<HasMetadata> first = apply(sample);
            List<HasMetadata> second = apply(sample);
            assertEquals(versions(first), versions(second), sample::toString);
        }
    }

    @Test
    void servesEverySampleAndReplacesNoPodByAnUpgrade(@TempDir Path folder) throws Exception {
        Node node = readyNode();
        installation.install(Chart.older(folder.resolve("older")), Map.of("readLoads", false), true);
        if (client.services().inNamespace("kube-system").withName("kube-dns").get() != null) {
            installation.test(); // goes through a Service, which a cluster without a proxy does not have
        }
        certificate("shop-tls");
        certificate("blog-tls");
        pagesOutOfGit();
        greetingJars(folder.resolve("greeting"));
        for (Path sample : Samples.files()) {
            if (sample.endsWith("content-image.yaml")) {
                continue; // has a test of its own, for few nodes can do it
            }
            if (sample.endsWith("native.yaml") && !hasNativeServer(node)) {
                System.out.printf("SKIPPED %s: the node does not have the image %s%n", sample, NATIVE_SERVER);
                continue;
            }
            List<HasMetadata> applied = servedSample(sample);
            if (!sample.endsWith("concurrency.yaml")) {
                delete(applied);
            }
        }
        Map<String, Map<String, Integer>> before = pods();
        assertFalse(before.isEmpty());
        installation.upgrade(Map.of("log.level", "DEBUG", "serverImage.nativeEnabled", true), true);
        awaitReconciled("concurrency");
        assertEquals(before, pods());
        installation.uninstall();
        assertEquals(before, pods());
    }

    /** A runtime that does not know them mounts an empty folder, or starts no container. */
    @Test
    void servesTheFilesOfAnImage() throws Exception {
        NodeSystemInfo node = readyNode().getStatus().getNodeInfo();
        assumeTrue(
                ImageVolumes.areKnownTo(node.getKubeletVersion(), node.getContainerRuntimeVersion()),
                () -> "Kubernetes %s with %s mounts no images: %s do"
                        .formatted(node.getKubeletVersion(), node.getContainerRuntimeVersion(), ImageVolumes.NODES));
        installation.install(Map.of(), true);
        delete(servedSample(sample("content-image.yaml")));
    }

    private Node readyNode() {
        Optional<Node> node = client.nodes().list().getItems().stream()
                .filter(Readiness::isNodeReady)
                .findFirst();
        assumeTrue(node.isPresent(), "no node is ready");
        return node.orElseThrow();
    }

    /** An image whose tag was loaded again has no name. */
    private static boolean hasNativeServer(Node node) {
        return node.getStatus().getImages().stream()
                .flatMap(image -> Stream.ofNullable(image.getNames()))
                .flatMap(List::stream)
                .anyMatch(name -> name.endsWith(NATIVE_SERVER));
    }

    private List<HasMetadata> servedSample(Path sample) throws Exception {
        List<HasMetadata> applied = apply(sample);
        HasMetadata webServer = applied.getLast();
        awaitHealthy(webServer);
        assertServes(webServer.getMetadata().getName());
        return applied;
    }

    private void delete(List<HasMetadata> applied) throws InterruptedException {
        applied.forEach(object -> client.resource(object).delete());
        awaitNoPods(applied.getLast().getMetadata().getName());
    }

    private boolean knowsPaused() {
        return !Chart.YAML
                .valueToTree(installation.crd())
                .at("/spec/versions/0/schema/openAPIV3Schema/properties/spec/properties/paused")
                .isMissingNode();
    }

    private static Path sample(String name) {
        return Chart.root().resolve("helm/samples").resolve(name);
    }

    private List<HasMetadata> apply(Path sample) throws IOException {
        String text = Files.readString(sample)
                .replace("image: mpm-greeting", "image: " + Installation.image("mpm-greeting"))
                .replace(NOT_TO_BE_PULLED, PAGE_OF_THE_SERVER);
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

    /** Awaits what Argo CD would call healthy. */
    private void awaitHealthy(HasMetadata webServer) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        HealthCheck health = health(webServer);
        while (!health.status().equals("Healthy")) {
            HealthCheck last = health;
            assertTrue(System.nanoTime() < end, () -> webServer.getMetadata().getName() + ": " + last);
            Thread.sleep(Duration.ofMillis(500));
            health = health(webServer);
        }
    }

    private HealthCheck health(HasMetadata webServer) throws IOException {
        return HealthCheck.of(Chart.YAML.valueToTree(client.genericKubernetesResources(Installation.WEB_SERVERS)
                .inNamespace(namespace)
                .withName(webServer.getMetadata().getName())
                .require()));
    }

    private List<Pod> podsOf(String webServer) {
        return client.pods()
                .inNamespace(namespace)
                .withLabel("app.kubernetes.io/instance", webServer)
                .list()
                .getItems();
    }

    /** Awaits that its Service, which is applied after its Deployment, is made again by the operator that runs now. */
    private void awaitReconciled(String webServer) throws InterruptedException {
        var service = client.services().inNamespace(namespace).withName(webServer);
        String uid = service.require().getMetadata().getUid();
        service.delete();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (service.get() == null || service.get().getMetadata().getUid().equals(uid)) {
            assertTrue(
                    System.nanoTime() < end, () -> "the operator does not make the Service of " + webServer + " again");
            Thread.sleep(Duration.ofMillis(500));
        }
    }

    /** Every pod with its containers and their restarts. */
    private Map<String, Map<String, Integer>> pods() {
        Map<String, Map<String, Integer>> pods = new TreeMap<>();
        client.pods()
                .inNamespace(namespace)
                .list()
                .getItems()
                .forEach(pod -> pods.put(
                        pod.getMetadata().getUid(),
                        pod.getStatus().getContainerStatuses().stream()
                                .collect(Collectors.toMap(
                                        ContainerStatus::getContainerID, ContainerStatus::getRestartCount))));
        return pods;
    }

    private void awaitNoPods(String webServer) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!podsOf(webServer).isEmpty()) {
            assertTrue(System.nanoTime() < end, () -> "pods of " + webServer + " do not end");
            Thread.sleep(Duration.ofMillis(500));
        }
    }

    private void certificate(String secret) throws IOException {
        client.resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName(secret)
                        .withNamespace(namespace)
                        .endMetadata()
                        .withType("kubernetes.io/tls")
                        .addToData("tls.crt", base64(TLS.resolve("ec-test-only.crt")))
                        .addToData("tls.key", base64(TLS.resolve("ec-test-only.key")))
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

    /** As the comment in the sample that mounts it makes it. */
    private void greetingJars(Path folder) throws IOException {
        client.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("greeting-jars")
                        .withNamespace(namespace)
                        .endMetadata()
                        .addToBinaryData("greeting.jar", base64(Greeting.jar(folder)))
                        .build())
                .create();
    }

    private static String base64(Path file) throws IOException {
        return Base64.getEncoder().encodeToString(Files.readAllBytes(file));
    }

    private void assertServes(String webServer) throws Exception {
        Pod pod = podsOf(webServer).stream()
                .filter(Readiness::isPodReady)
                .findFirst()
                .orElseThrow();
        boolean tls = webServer.equals("tls");
        try (LocalPortForward forward = client.pods().resource(pod).portForward(tls ? 8443 : 8080);
                HttpClient http = HttpClient.newBuilder()
                        .sslContext(trustOfTheCertificate())
                        .build()) {
            for (String path : pathsOf(webServer)) {
                URI address = URI.create(
                        "%s://127.0.0.1:%d%s".formatted(tls ? "https" : "http", forward.getLocalPort(), path));
                HttpRequest request = HttpRequest.newBuilder(address)
                        .timeout(Duration.ofSeconds(30))
                        .build();
                HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
                assertEquals(
                        200, response.statusCode(), () -> webServer + path + ": " + Objects.toString(response.body()));
            }
        }
    }

    private static List<String> pathsOf(String webServer) {
        return switch (webServer) {
            case "handlers" -> List.of("/hello");
            case "mounted" -> List.of("/", "/hello");
            default -> List.of("/");
        };
    }

    private static SSLContext trustOfTheCertificate() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (InputStream certificate = Files.newInputStream(TLS.resolve("ec-test-only.crt"))) {
            store.setCertificateEntry(
                    "test-only", CertificateFactory.getInstance("X.509").generateCertificate(certificate));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
