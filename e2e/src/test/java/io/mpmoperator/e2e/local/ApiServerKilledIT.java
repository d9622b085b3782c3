package io.mpmoperator.e2e.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.mpmoperator.api.v1alpha1.WebServer;
import io.mpmoperator.e2e.local.node.ProcessGuard;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** A kube-apiserver that is killed and started again under an operator that has work in hand. */
@EnabledIfEnvironmentVariable(named = "KUBECONFIG", matches = ".+")
@SuppressWarnings("NullAway.Init")
class ApiServerKilledIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** Longer than the client tries again by itself. */
    private static final Duration AWAY = Duration.ofSeconds(8);

    private static final String NAMESPACE = "api-server-killed-" + Long.toString(System.nanoTime(), 36);

    @TempDir
    private Path folder;

    private final ClosingStack opened = new ClosingStack();
    private KubernetesClient client;
    private OperatorProcess operator;

    @BeforeEach
    void start() throws Exception {
        client = opened.open(() -> new KubernetesClientBuilder().build());
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(NAMESPACE)
                        .endMetadata()
                        .build())
                .create();
        Layout layout = new Layout(Path.of(System.getProperty("local.root")));
        for (Path crd : Layout.yamlFiles(layout.crds())) {
            client.resource(client.getKubernetesSerialization()
                            .unmarshal(Files.readString(crd), CustomResourceDefinition.class))
                    .fieldManager("test")
                    .forceConflicts()
                    .serverSideApply();
        }
        ProcessGuard guard = opened.open(() -> new ProcessGuard(""));
        operator = opened.open(() -> OperatorProcess.start(
                layout,
                Path.of(System.getProperty("java.home")),
                Path.of(System.getenv("KUBECONFIG")),
                folder.resolve("operator.log"),
                guard,
                Map.of("MPM_NAMESPACES", NAMESPACE)));
        operator.awaitReady();
    }

    @AfterEach
    void stop() {
        client.namespaces().withName(NAMESPACE).delete();
        opened.close();
    }

    @Test
    void everythingConvergesWhenTheApiServerIsBack() throws Exception {
        ApiServerProcess apiServer = apiServer();
        List<String> names = List.of("edited", "drifted", "late");
        for (String name : names) {
            apply(name, 80);
        }
        for (String name : names) {
            await(name + " is made", () -> isSettled(name, 80));
        }

        client.services().inNamespace(NAMESPACE).withName("drifted").delete();
        port("edited", 81);
        apiServer.kill();
        long killed = System.nanoTime();
        try {
            await("it is not ready without an API server", () -> !operator.isReady());
            assertTrue(operator.isLive(), "a restart would not help");
            Thread.sleep(AWAY.minusNanos(System.nanoTime() - killed).toMillis());
            assertTrue(!operator.isReady() && operator.isLive() && operator.isAlive());
        } finally {
            apiServer.start();
        }
        await("the API server is back", this::answers);
        port("late", 82);
        client.configMaps().inNamespace(NAMESPACE).withName("drifted").delete();
        apply("born", 83);

        await("what was edited before", () -> isSettled("edited", 81));
        await("what was edited after", () -> isSettled("late", 82));
        await("what was applied after", () -> isSettled("born", 83));
        await("what was deleted on both sides", () -> isSettled("drifted", 80));
        await("it is ready again", operator::isReady);
        assertTrue(operator.isLive() && operator.isAlive());
        assertTrue(apiServer.isAlive());
        assertEquals(
                List.of("started", "api-server-away", "api-server-back"),
                operator.log()
                        .lines()
                        .flatMap(line -> List.of("started", "api-server-away", "api-server-back").stream()
                                .filter(event -> line.matches(".*event=" + event + "( .*)?")))
                        .toList());
    }

    private ApiServerProcess apiServer() throws IOException {
        URI url = URI.create(client.getMasterUrl().toString());
        Optional<ApiServerProcess> found = ApiServerProcess.at(url);
        assumeTrue(
                found.isPresent(),
                () -> "the API server at %s is no process of this machine that could be killed and started again"
                        .formatted(url));
        return found.orElseThrow();
    }

    private boolean answers() {
        try {
            return Objects.equals(client.raw("/readyz"), "ok");
        } catch (KubernetesClientException notYet) {
            return false;
        }
    }

    private void apply(String name, int port) {
        client.resource(client.getKubernetesSerialization()
                        .unmarshal(
                                "apiVersion: mpm-operator.io/v1alpha1\nkind: WebServer\nmetadata: {name: %s, namespace: %s}\nspec: {replicas: 0, mpm: {mode: event}, service: {port: %d}}\n"
                                        .formatted(name, NAMESPACE, port),
                                WebServer.class))
                .create();
    }

    private void port(String name, int port) {
        client.resources(WebServer.class)
                .inNamespace(NAMESPACE)
                .withName(name)
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"service\":{\"port\":%d}}}".formatted(port));
    }

    /** Whether the three objects are there, the Service with that port, and a status speaks of the newest spec. */
    private boolean isSettled(String name, int port) {
        var service = client.services().inNamespace(NAMESPACE).withName(name).get();
        WebServer webServer = client.resources(WebServer.class)
                .inNamespace(NAMESPACE)
                .withName(name)
                .get();
        return service != null
                && service.getSpec().getPorts().getFirst().getPort() == port
                && client.configMaps().inNamespace(NAMESPACE).withName(name).get() != null
                && client.apps()
                                .deployments()
                                .inNamespace(NAMESPACE)
                                .withName(name)
                                .get()
                        != null
                && webServer != null
                && webServer.getStatus() != null
                && Objects.equals(
                        webServer.getStatus().observedGeneration(),
                        webServer.getMetadata().getGeneration())
                && Cluster.condition(webServer, "Degraded")
                        .filter(condition -> condition.status().equals("False"))
                        .isPresent();
    }

    private static void await(String what, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            assertTrue(System.nanoTime() < deadline, what);
            Thread.sleep(100);
        }
    }
}
