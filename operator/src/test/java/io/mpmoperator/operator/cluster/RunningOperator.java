package io.mpmoperator.operator.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.mpmoperator.api.v1alpha1.Condition;
import io.mpmoperator.api.v1alpha1.WebServer;
import io.mpmoperator.operator.plan.Identity;
import io.mpmoperator.operator.reconcile.TestReconciler;
import io.mpmoperator.operator.resources.OwnedKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Assertions;

/** The reconciler in this JVM, against the cluster of KUBECONFIG, in a namespace of its own. */
final class RunningOperator implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final KubernetesClient client = Clients.create(Config.autoConfigure(null));
    final String namespace = "test-" + Long.toString(System.nanoTime(), 36);
    private Operator operator;

    /** An operator that reaches the API server directly. */
    RunningOperator() {
        createNamespace();
        operator = start(client);
    }

    /** An operator that reaches the API server by a client of its own. */
    RunningOperator(KubernetesClient operatorClient) {
        createNamespace();
        operator = start(operatorClient);
    }

    private void createNamespace() {
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
    }

    private Operator start(KubernetesClient operatorClient) {
        Operator started = new Operator(
                overrider -> overrider.withKubernetesClient(operatorClient).withCloseClientOnStop(false));
        started.register(TestReconciler.create(operatorClient), overrider -> overrider.settingNamespace(namespace));
        started.start();
        return started;
    }

    /** Another operator takes the place of the one there is. */
    void replace(KubernetesClient operatorClient) {
        replaceAfter(operatorClient, () -> {});
    }

    /** Another operator takes the place of the one there is, after something that happens while there is none. */
    void replaceAfter(KubernetesClient operatorClient, Runnable meanwhile) {
        operator.stop();
        meanwhile.run();
        operator = start(operatorClient);
    }

    WebServer apply(String name, String spec) {
        String yaml =
                "apiVersion: mpm-operator.io/v1alpha1\nkind: WebServer\nmetadata: {name: %s, namespace: %s}\nspec:\n%s"
                        .formatted(name, namespace, spec.indent(2));
        return client.resource(client.getKubernetesSerialization().unmarshal(yaml, WebServer.class))
                .fieldManager("test")
                .forceConflicts()
                .serverSideApply();
    }

    Optional<WebServer> webServer(String name) {
        return Optional.ofNullable(client.resources(WebServer.class)
                .inNamespace(namespace)
                .withName(name)
                .get());
    }

    void edit(String name, UnaryOperator<WebServer> change) {
        client.resources(WebServer.class).inNamespace(namespace).withName(name).edit(change);
    }

    Optional<Condition> condition(String name, String type) {
        return webServer(name)
                .flatMap(found -> Optional.ofNullable(found.getStatus()))
                .flatMap(status -> status.conditions().stream()
                        .filter(condition -> condition.type().equals(type))
                        .findFirst());
    }

    /** Waits for a status that speaks of the newest spec. */
    WebServer settled(String name) {
        await(
                name + " has a status of its newest spec",
                () -> webServer(name)
                        .filter(found -> found.getStatus() != null)
                        .filter(found -> found.getMetadata()
                                .getGeneration()
                                .equals(found.getStatus().observedGeneration()))
                        .filter(found -> condition(name, "Progressing")
                                .filter(condition -> condition.status().equals("False"))
                                .isPresent())
                        .isPresent());
        return webServer(name).orElseThrow();
    }

    Optional<HasMetadata> owned(OwnedKind kind, String name) {
        return Optional.ofNullable(client.genericKubernetesResources(kind.apiVersion(), kind.kind())
                .inNamespace(namespace)
                .withName(name)
                .get());
    }

    /** The port of a server's Service; 0 where there is none, or it is going. */
    int portOfService(String name) {
        return Optional.ofNullable(
                        client.services().inNamespace(namespace).withName(name).get())
                .filter(service -> !service.isMarkedForDeletion())
                .map(service -> service.getSpec().getPorts().getFirst().getPort())
                .orElse(0);
    }

    Identity identity(String name) {
        return Identity.of(webServer(name).orElseThrow());
    }

    static void await(String what, BooleanSupplier condition) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            Assertions.assertTrue(Instant.now().isBefore(deadline), what);
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void close() {
        operator.stop();
        client.namespaces().withName(namespace).delete();
        client.namespaces().withName(namespace).waitUntilCondition(Objects::isNull, 60, TimeUnit.SECONDS);
        client.close();
    }
}
