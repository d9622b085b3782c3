package io.mpmoperator.e2e.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.mpmoperator.api.v1alpha1.WebServer;
import io.mpmoperator.e2e.local.node.ProcessGuard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** Two operators that contend for the Lease of a real API server: one works, and the other when the first is gone. */
@EnabledIfEnvironmentVariable(named = "KUBECONFIG", matches = ".+")
@SuppressWarnings("NullAway.Init")
class TwoOperatorsIT {

    private static final Duration LEASE_EXPIRES = Duration.ofSeconds(60);
    private static final String NAMESPACE = "two-operators-" + Long.toString(System.nanoTime(), 36);
    private static final String LEASE = "mpm-operator";

    /** A JVM that a signal ends exits with 128 and the signal's number, when its work in hand is done. */
    private static final List<Integer> ENDED_AS_TOLD = List.of(0, 128 + 15);

    @TempDir
    private Path folder;

    private final ClosingStack opened = new ClosingStack();
    private KubernetesClient client;
    private ProcessGuard guard;

    @BeforeEach
    void start() throws IOException {
        guard = opened.open(() -> new ProcessGuard(""));
        client = opened.open(() -> new KubernetesClientBuilder().build());
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(NAMESPACE)
                        .endMetadata()
                        .build())
                .create();
        for (Path crd : Layout.yamlFiles(layout().crds())) {
            client.resource(client.getKubernetesSerialization()
                            .unmarshal(Files.readString(crd), CustomResourceDefinition.class))
                    .fieldManager("test")
                    .forceConflicts()
                    .serverSideApply();
        }
    }

    @AfterEach
    void stop() {
        client.namespaces().withName(NAMESPACE).delete();
        opened.close();
    }

    private static Layout layout() {
        return new Layout(Path.of(System.getProperty("local.root")));
    }

    private OperatorProcess operator(String name) throws IOException {
        OperatorProcess operator = OperatorProcess.start(
                layout(),
                Path.of(System.getProperty("java.home")),
                Path.of(System.getenv("KUBECONFIG")),
                folder.resolve(name + ".log"),
                guard,
                Map.of(
                        "HOSTNAME",
                        name,
                        "MPM_LEADER_ELECTION_ENABLED",
                        "true",
                        "MPM_LEADER_ELECTION_NAMESPACE",
                        NAMESPACE));
        return opened.open(() -> operator);
    }

    @Test
    void oneWorksAndTheOtherWhenItIsGone() throws Exception {
        OperatorProcess first = operator("first");
        await("the first leads", () -> holder().equals("first"));
        OperatorProcess second = operator("second");
        apply("one");
        await("the first makes the objects", () -> made("one"));
        assertEquals("first", holder());

        first.kill();
        apply("two");

        await("the second leads when the Lease has expired", () -> holder().equals("second"));
        await("the second makes the objects", () -> made("two"));
        OperatorProcess third = operator("third");
        await("the third is a candidate", () -> third.log().contains("leader-elected leader=second"));
        assertTrue(ENDED_AS_TOLD.contains(second.terminate()));
        assertTrue(second.log().contains("event=lease-released"), second.log());
        await("the third leads, and need not wait", () -> holder().equals("third"));
        apply("three");
        await("the third makes the objects", () -> made("three"));
        assertTrue(third.page("/q/metrics").contains("mpm_webservers{condition=\"Accepted\""));
    }

    private void apply(String name) {
        WebServer webServer = client.getKubernetesSerialization()
                .unmarshal(
                        "apiVersion: mpm-operator.io/v1alpha1\nkind: WebServer\nmetadata: {name: %s, namespace: %s}\nspec: {replicas: 0, mpm: {mode: event}}\n"
                                .formatted(name, NAMESPACE),
                        WebServer.class);
        client.resource(webServer).create();
    }

    private boolean made(String name) {
        ConfigMap made =
                client.configMaps().inNamespace(NAMESPACE).withName(name).get();
        return made != null;
    }

    private String holder() {
        Lease lease = client.leases().inNamespace(NAMESPACE).withName(LEASE).get();
        return Optional.ofNullable(lease)
                .map(found -> found.getSpec().getHolderIdentity())
                .orElse("");
    }

    private static void await(String what, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + LEASE_EXPIRES.multipliedBy(2).toNanos();
        while (!condition.call()) {
            assertTrue(System.nanoTime() < deadline, what);
            Thread.sleep(100);
        }
    }
}
