package io.mpmoperator.e2e.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Listable;
import io.mpmoperator.api.v1alpha1.WebServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Many WebServers in a namespace of their own, without pods. To ask how far they are is cheap for the API server: it counts
 * objects, and lists the children and the WebServers only when there are enough.
 */
final class Fleet {

    private static final int APPLIERS = 16;
    private static final int CHILDREN_OF_ONE = 3;

    private static final String LABEL = "app.kubernetes.io/managed-by";
    private static final String OPERATOR = "mpm-operator";

    private static final ListOptions COUNT =
            new ListOptionsBuilder().withLimit(1L).build();

    private final KubernetesClient client;
    private final String namespace;
    private final int size;

    Fleet(KubernetesClient client, String namespace, int size) {
        this.client = client;
        this.namespace = namespace;
        this.size = size;
    }

    static WebServer webServer(KubernetesClient client, String namespace, String name, String spec) {
        return client.getKubernetesSerialization()
                .unmarshal(
                        "apiVersion: mpm-operator.io/v1alpha1\nkind: WebServer\nmetadata: {name: %s, namespace: %s}\nspec: {%s}\n"
                                .formatted(name, namespace, spec),
                        WebServer.class);
    }

    void apply() throws InterruptedException, ExecutionException {
        try (ExecutorService appliers = Executors.newFixedThreadPool(APPLIERS)) {
            List<Future<WebServer>> applied = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                WebServer webServer = webServer(
                        client,
                        namespace,
                        "many-" + i,
                        "replicas: 0, mpm: {mode: %s}, sizing: {concurrency: %d}"
                                .formatted(List.of("prefork", "worker", "event").get(i % 3), 10 + i));
                applied.add(appliers.submit(() -> client.resource(webServer).create()));
            }
            for (Future<WebServer> one : applied) {
                one.get();
            }
        }
    }

    /** Whether every WebServer has its three children, and a status of its newest spec. */
    boolean isComplete() {
        long expected = (long) CHILDREN_OF_ONE * size;
        return objectsAtMost() >= expected
                && children().count() == expected
                && webServers()
                                .filter(webServer -> webServer.getStatus() != null
                                        && Objects.equals(
                                                webServer.getStatus().observedGeneration(),
                                                webServer.getMetadata().getGeneration()))
                                .count()
                        == size;
    }

    /** Whether nothing is left of it. */
    boolean isGone() {
        return objectsAtMost() < size && children().findAny().isEmpty();
    }

    /** The children, and the ConfigMaps that the cluster puts into every namespace. */
    private long objectsAtMost() {
        return count(client.apps().deployments().inNamespace(namespace))
                + count(client.services().inNamespace(namespace))
                + count(client.configMaps().inNamespace(namespace));
    }

    private Stream<HasMetadata> children() {
        return Stream.<Listable<? extends KubernetesResourceList<? extends HasMetadata>>>of(
                        client.apps().deployments().inNamespace(namespace).withLabel(LABEL, OPERATOR),
                        client.services().inNamespace(namespace).withLabel(LABEL, OPERATOR),
                        client.configMaps().inNamespace(namespace).withLabel(LABEL, OPERATOR))
                .flatMap(kind -> kind.list().getItems().stream());
    }

    private static long count(Listable<? extends KubernetesResourceList<?>> objects) {
        KubernetesResourceList<?> page = objects.list(COUNT);
        long others =
                Optional.ofNullable(page.getMetadata().getRemainingItemCount()).orElse(0L);
        return page.getItems().size() + others;
    }

    private Stream<WebServer> webServers() {
        return client.resources(WebServer.class).inNamespace(namespace).list().getItems().stream();
    }

    /** All objects that the operator writes, its Events among them. */
    List<HasMetadata> objects() {
        return Stream.<Listable<? extends KubernetesResourceList<? extends HasMetadata>>>of(
                        client.resources(WebServer.class).inNamespace(namespace),
                        client.apps().deployments().inNamespace(namespace),
                        client.services().inNamespace(namespace),
                        client.configMaps().inNamespace(namespace),
                        client.events().v1().events().inNamespace(namespace))
                .flatMap(kind -> kind.list().getItems().stream())
                .map(HasMetadata.class::cast)
                .toList();
    }

    /** Deletes the children too: the garbage collector, which is slowed down on purpose, would need minutes for them. */
    void delete() {
        client.resources(WebServer.class).inNamespace(namespace).delete();
        client.apps()
                .deployments()
                .inNamespace(namespace)
                .withLabel(LABEL, OPERATOR)
                .delete();
        client.services().inNamespace(namespace).withLabel(LABEL, OPERATOR).delete();
        client.configMaps().inNamespace(namespace).withLabel(LABEL, OPERATOR).delete();
    }
}
