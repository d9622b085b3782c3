package io.mpmoperator.e2e.chart;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.InstallCommand;
import com.marcnuri.helm.Release;
import com.marcnuri.helm.UpgradeCommand;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The chart installed on the cluster that KUBECONFIG names, with images that its nodes have: {@code -De2e.images=PREFIX}
 * names what comes before mpm-operator and mpm-server, nothing by default; {@code -De2e.operator.flavor=native} takes the
 * operator that is an executable.
 */
final class Installation implements AutoCloseable {

    static final String CRD = "webservers.mpm-operator.io";
    static final ResourceDefinitionContext WEB_SERVERS = new ResourceDefinitionContext.Builder()
            .withGroup("mpm-operator.io")
            .withVersion("v1alpha1")
            .withKind("WebServer")
            .withPlural("webservers")
            .withNamespaced(true)
            .build();

    private static final String RELEASE = "mpm-operator";
    private static final int PATIENCE_SECONDS = 180;
    private static final Path KUBECONFIG = Path.of(Objects.requireNonNullElse(System.getenv("KUBECONFIG"), ""));

    private final KubernetesClient client;
    private final String namespace;

    Installation(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    static String image(String name) {
        return System.getProperty("e2e.images", "") + name;
    }

    Release install(Map<String, ?> values, boolean waits) {
        return install(Chart.folder(), values, waits);
    }

    Release install(Path chart, Map<String, ?> values, boolean waits) {
        InstallCommand command = new Helm(chart)
                .install()
                .withName(RELEASE)
                .withNamespace(namespace)
                .createNamespace()
                .withKubeConfig(KUBECONFIG)
                .withTimeout(PATIENCE_SECONDS);
        images().forEach(command::set);
        values.forEach(command::set);
        Release release = waits ? command.waitReady().call() : command.call();
        awaitServed();
        return release;
    }

    Release upgrade(Map<String, ?> values, boolean waits) {
        UpgradeCommand command = Chart.helm()
                .upgrade()
                .withName(RELEASE)
                .withNamespace(namespace)
                .withKubeConfig(KUBECONFIG)
                .withTimeout(PATIENCE_SECONDS);
        images().forEach(command::set);
        values.forEach(command::set);
        return waits ? command.waitReady().call() : command.call();
    }

    Release test() {
        return Helm.test(RELEASE)
                .withNamespace(namespace)
                .withKubeConfig(KUBECONFIG)
                .withTimeout(PATIENCE_SECONDS)
                .call();
    }

    void uninstall() {
        Helm.uninstall(RELEASE)
                .withNamespace(namespace)
                .withKubeConfig(KUBECONFIG)
                .ignoreNotFound()
                .call();
    }

    private static Map<String, String> images() {
        return Map.of(
                "image.repository", image("mpm-operator"),
                "image.flavor", System.getProperty("e2e.operator.flavor", "jvm"),
                "serverImage.repository", image("mpm-server"));
    }

    /** The WebServers first, while their operator runs; then it, and last what it keeps and where it was. */
    @Override
    public void close() {
        if (crd() != null) {
            for (GenericKubernetesResource webServer : client.genericKubernetesResources(WEB_SERVERS)
                    .inAnyNamespace()
                    .list()
                    .getItems()) {
                client.resource(webServer).delete();
            }
        }
        uninstall();
        client.apiextensions().v1().customResourceDefinitions().withName(CRD).delete();
        client.apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName(CRD)
                .waitUntilCondition(Objects::isNull, PATIENCE_SECONDS, TimeUnit.SECONDS);
        removeNamespace(client, namespace);
    }

    /** Deletes a namespace, where there is one, and waits until all that was in it is gone. */
    static void removeNamespace(KubernetesClient client, String name) {
        client.namespaces().withName(name).delete();
        client.namespaces().withName(name).waitUntilCondition(Objects::isNull, PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** An API server lists a new kind of objects a moment after it took its definition, and takes them no sooner. */
    private void awaitServed() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!isServed()) {
            assertTrue(System.nanoTime() < end, () -> CRD + " is not served: " + crd());
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }

    private boolean isServed() {
        CustomResourceDefinition crd = crd();
        APIResourceList served = client.getApiResources(WEB_SERVERS.getGroup() + "/" + WEB_SERVERS.getVersion());
        return crd != null
                && crd.getStatus() != null
                && crd.getStatus().getConditions() != null
                && crd.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Established")
                                && condition.getStatus().equals("True"))
                && served != null
                && served.getResources().stream()
                        .anyMatch(resource -> resource.getName().equals(WEB_SERVERS.getPlural()));
    }

    @Nullable
    CustomResourceDefinition crd() {
        return client.apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName(CRD)
                .get();
    }
}
