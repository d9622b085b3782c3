package io.mpmoperator.e2e.cluster;

import static io.mpmoperator.e2e.cluster.OperatorOnCluster.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.mpmoperator.e2e.local.OperatorProcess;
import io.mpmoperator.testing.NeedsCluster;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A kube-apiserver that is killed and started again under an operator that has work in hand. */
@NeedsCluster
@SuppressWarnings("NullAway.Init")
class ApiServerKilledIT {

    /** Longer than the client tries again by itself. */
    private static final Duration AWAY = Duration.ofSeconds(8);

    private static final List<String> EVENTS = List.of("started", "api-server-away", "api-server-back");

    @TempDir
    private Path folder;

    private OperatorOnCluster cluster;
    private OperatorProcess operator;

    @BeforeEach
    void start() throws Exception {
        cluster = new OperatorOnCluster("api-server-killed", folder);
        operator = cluster.operator("operator", Map.of("MPM_NAMESPACES", cluster.namespace));
        operator.awaitReady();
    }

    @AfterEach
    void stop() {
        cluster.close();
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

        cluster.client
                .services()
                .inNamespace(cluster.namespace)
                .withName("drifted")
                .delete();
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
        cluster.client
                .configMaps()
                .inNamespace(cluster.namespace)
                .withName("drifted")
                .delete();
        apply("born", 83);

        await("what was edited before", () -> isSettled("edited", 81));
        await("what was edited after", () -> isSettled("late", 82));
        await("what was applied after", () -> isSettled("born", 83));
        await("what was deleted on both sides", () -> isSettled("drifted", 80));
        await("it is ready again", operator::isReady);
        assertTrue(operator.isLive() && operator.isAlive());
        assertTrue(apiServer.isAlive());
        assertEquals(
                EVENTS,
                operator.log()
                        .lines()
                        .flatMap(line -> EVENTS.stream().filter(event -> line.matches(".*event=" + event + "( .*)?")))
                        .toList());
    }

    private ApiServerProcess apiServer() throws IOException {
        URI url = URI.create(cluster.client.getMasterUrl().toString());
        Optional<ApiServerProcess> found = ApiServerProcess.at(url);
        assumeTrue(
                found.isPresent(),
                () -> "the API server at %s is no process of this machine that could be killed and started again"
                        .formatted(url));
        return found.orElseThrow();
    }

    private boolean answers() {
        try {
            return Objects.equals(cluster.client.raw("/readyz"), "ok");
        } catch (KubernetesClientException notYet) {
            return false;
        }
    }

    private void apply(String name, int port) {
        cluster.create(name, "replicas: 0, mpm: {mode: event}, service: {port: %d}".formatted(port));
    }

    private void port(String name, int port) {
        cluster.patch(name, "{\"spec\":{\"service\":{\"port\":%d}}}".formatted(port));
    }

    /** Whether the three objects are there, the Service with that port, and a status speaks of the newest spec. */
    private boolean isSettled(String name, int port) {
        KubernetesClient client = cluster.client;
        String namespace = cluster.namespace;
        Service service =
                client.services().inNamespace(namespace).withName(name).get();
        var deployment = client.apps()
                .deployments()
                .inNamespace(namespace)
                .withName(name)
                .get();
        return service != null
                && service.getSpec().getPorts().getFirst().getPort() == port
                && client.configMaps().inNamespace(namespace).withName(name).get() != null
                && deployment != null
                && speaksOfTheNewestSpec(name);
    }

    private boolean speaksOfTheNewestSpec(String name) {
        long generation = cluster.webServer(name)
                .map(found -> found.getMetadata().getGeneration())
                .orElse(0L);
        return cluster.condition(name, "Degraded")
                .filter(condition -> condition.status().equals("False"))
                .filter(condition -> Objects.equals(condition.observedGeneration(), generation))
                .isPresent();
    }
}
