package io.mpmoperator.e2e.cluster;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.mpmoperator.api.v1alpha1.Condition;
import io.mpmoperator.api.v1alpha1.WebServer;
import io.mpmoperator.e2e.apiserver.Namespaces;
import io.mpmoperator.e2e.chart.BuildVersion;
import io.mpmoperator.e2e.local.ClosingStack;
import io.mpmoperator.e2e.local.Cluster;
import io.mpmoperator.e2e.local.Layout;
import io.mpmoperator.e2e.local.OperatorProcess;
import io.mpmoperator.e2e.local.Prerequisites;
import io.mpmoperator.e2e.local.node.ProcessGuard;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** A namespace of its own on the cluster of KUBECONFIG, and operators that run beside it as processes. */
final class OperatorOnCluster implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    final KubernetesClient client;
    final String namespace;
    private final Path folder;
    private final ProcessGuard guard;
    private final ClosingStack opened = new ClosingStack();
    private final boolean installed;

    /**
     * Makes the namespace, and the CustomResourceDefinition where it is missing.
     *
     * @param prefix what the namespace's name begins with
     * @param folder for the operators' logs
     */
    OperatorOnCluster(String prefix, Path folder) throws IOException {
        this.folder = folder;
        this.namespace = prefix + "-" + Long.toString(System.nanoTime(), 36);
        this.client = opened.open(() -> new KubernetesClientBuilder().build());
        this.guard = opened.open(() -> new ProcessGuard(""));
        this.installed = definition().get() == null;
        Namespaces.create(client, namespace);
        Prerequisites.applyDefinitions(client, layout(), "test");
    }

    static Layout layout() {
        return new Layout(Path.of(System.getProperty("local.root")));
    }

    /** Starts an operator, whose log has its name. */
    OperatorProcess operator(String name, Map<String, String> configuration) throws IOException {
        return opened.open(() -> OperatorProcess.start(
                layout(),
                Path.of(System.getProperty("java.home")),
                Path.of(System.getenv("KUBECONFIG")),
                folder.resolve(name + ".log"),
                guard,
                configuration));
    }

    void create(String name, String spec) {
        client.resource(client.getKubernetesSerialization()
                        .unmarshal(
                                "apiVersion: mpm-operator.io/v1alpha1\nkind: WebServer\nmetadata: {name: %s, namespace: %s}\nspec: {%s}\n"
                                        .formatted(name, namespace, spec),
                                WebServer.class))
                .create();
    }

    void patch(String name, String change) {
        client.resources(WebServer.class)
                .inNamespace(namespace)
                .withName(name)
                .patch(PatchContext.of(PatchType.JSON_MERGE), change);
    }

    Optional<WebServer> webServer(String name) {
        return Optional.ofNullable(client.resources(WebServer.class)
                .inNamespace(namespace)
                .withName(name)
                .get());
    }

    Optional<Condition> condition(String name, String type) {
        return webServer(name)
                .filter(found -> found.getStatus() != null)
                .flatMap(found -> Cluster.condition(found, type));
    }

    /** Whether a condition has a reason, and is about the last edit. */
    boolean is(String name, String type, String reason) {
        return condition(name, type)
                .filter(condition -> condition.reason().equals(reason))
                .filter(condition -> webServer(name)
                        .filter(found -> found.getMetadata().getGeneration().equals(condition.observedGeneration()))
                        .isPresent())
                .isPresent();
    }

    /** What a condition says; empty where there is none. */
    String message(String name, String type) {
        return condition(name, type).map(Condition::message).orElse("");
    }

    /** Whether a WebServer's pods lack their image, which they may not pull. */
    boolean lacksImage(String name) {
        return is(name, "Degraded", "ErrImageNeverPull");
    }

    /** The pods that are there to stay. */
    List<Pod> pods() {
        return client.pods().inNamespace(namespace).list().getItems().stream()
                .filter(pod -> !pod.isMarkedForDeletion())
                .toList();
    }

    /** Starts an operator for this namespace alone, with the server's image that the node has; waits until it is ready. */
    void startOperator() throws Exception {
        String image = BuildVersion.read().serverImage();
        operator("operator", Map.of("MPM_NAMESPACES", namespace, "MPM_SERVER_IMAGE", image))
                .awaitReady();
    }

    /** Skips a test where no node of the cluster is ready to run pods. */
    void assumeNode() {
        assumeTrue(
                client.nodes().list().getItems().stream()
                        .flatMap(node -> node.getStatus().getConditions().stream())
                        .anyMatch(condition -> condition.getType().equals("Ready")
                                && condition.getStatus().equals("True")),
                "no node of the cluster is ready");
    }

    /** Creates a WebServer and waits until its pods are available; skips the test where the node does not have the image. */
    void createAvailable(String name, String spec) throws Exception {
        create(name, spec);
        await(
                "the pods are available, or their image is not there",
                () -> (is(name, "Available", "PodsReady") && is(name, "Progressing", "RolledOut")) || lacksImage(name));
        assumeFalse(lacksImage(name), "the node does not have the server's image");
    }

    /** Deletes a WebServer, where it is there, and closes. */
    void closeWithout(String name) {
        webServer(name).ifPresent(found -> client.resource(found).delete());
        close();
    }

    static void await(String what, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            assertTrue(System.nanoTime() < deadline, what);
            Thread.sleep(100);
        }
    }

    private Resource<CustomResourceDefinition> definition() {
        return client.apiextensions().v1().customResourceDefinitions().withName("webservers.mpm-operator.io");
    }

    /** Removes the namespace, and the CustomResourceDefinition where it was missing. */
    @Override
    public void close() {
        client.namespaces().withName(namespace).delete();
        awaitGone(client.namespaces().withName(namespace));
        if (installed) {
            definition().delete();
            awaitGone(definition());
        }
        opened.close();
    }

    private static void awaitGone(Resource<?> resource) {
        resource.waitUntilCondition(Objects::isNull, PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}
