package io.mpmoperator.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.mpmoperator.operator.plan.Identity;
import io.mpmoperator.operator.resources.HandlerCopies;
import io.mpmoperator.operator.resources.ServerLabels;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Finds the copies of jars that are of no use any more, by what there is: the Deployment, the ReplicaSets that have or are to
 * have pods, and every pod, one that ends too. While a Deployment's controller has not seen its newest template, it may still
 * make pods of an earlier one, and all copies are of use.
 */
final class UnusedCopies {

    private final KubernetesClient client;

    UnusedCopies(KubernetesClient client) {
        this.client = client;
    }

    /** Those of a server's copies that nothing mounts; the cluster is asked only where its Deployment alone mounts fewer. */
    <C extends HasMetadata> List<C> of(List<C> copies, Deployment known, Identity server) {
        List<C> candidates = HandlerCopies.unused(copies, Stream.of(spec(known)));
        if (candidates.isEmpty()) {
            return candidates;
        }
        Deployment live = client.resource(known).get();
        if (live == null || !isSeen(live)) {
            return List.of();
        }
        return HandlerCopies.unused(
                candidates,
                Stream.of(Stream.of(spec(live)), replicaSets(server), pods(server))
                        .flatMap(specs -> specs));
    }

    private static PodSpec spec(Deployment deployment) {
        return deployment.getSpec().getTemplate().getSpec();
    }

    private static boolean isSeen(Deployment live) {
        return live.getStatus() != null
                && Objects.equals(
                        live.getStatus().getObservedGeneration(),
                        live.getMetadata().getGeneration());
    }

    private Stream<PodSpec> replicaSets(Identity server) {
        return client
                .apps()
                .replicaSets()
                .inNamespace(server.namespace())
                .withLabels(ServerLabels.selector(server))
                .list()
                .getItems()
                .stream()
                .filter(UnusedCopies::hasPods)
                .map(replicaSet -> replicaSet.getSpec().getTemplate().getSpec());
    }

    private static boolean hasPods(ReplicaSet replicaSet) {
        return !Objects.equals(replicaSet.getSpec().getReplicas(), 0)
                || (replicaSet.getStatus() != null
                        && !Objects.equals(replicaSet.getStatus().getReplicas(), 0));
    }

    private Stream<PodSpec> pods(Identity server) {
        return client
                .pods()
                .inNamespace(server.namespace())
                .withLabels(ServerLabels.selector(server))
                .list()
                .getItems()
                .stream()
                .map(Pod::getSpec);
    }
}
