package io.mpmoperator.operator.reconcile;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.mpmoperator.operator.apply.Ownership;
import io.mpmoperator.operator.plan.Identity;
import io.mpmoperator.operator.resources.OwnedKind;
import java.util.Optional;

/**
 * What there is of a server's configuration and of its Deployment: all that is decided about pods goes on from it. What
 * belongs to somebody else is not in it.
 */
record Existing(Optional<ConfigMap> configMap, Optional<Deployment> deployment) {

    /** Nothing. */
    static final Existing NONE = new Existing(Optional.empty(), Optional.empty());

    /** What the informers know. It may be late, and lacks what lost the labels that they select by. */
    static Existing known(OwnedResources owned, Identity server) {
        return of(owned.find(OwnedKind.CONFIG_MAP, server), owned.find(OwnedKind.DEPLOYMENT, server), server);
    }

    /** What the API server has now. Without a Deployment there are no pods that a configuration could be of. */
    static Existing asked(KubernetesClient client, Identity server) {
        var deployment = client.apps()
                .deployments()
                .inNamespace(server.namespace())
                .withName(server.name())
                .get();
        if (deployment == null) {
            return NONE;
        }
        var configMap = client.configMaps()
                .inNamespace(server.namespace())
                .withName(server.name())
                .get();
        return of(Optional.ofNullable(configMap), Optional.of(deployment), server);
    }

    private static Existing of(
            Optional<? extends HasMetadata> configMap, Optional<? extends HasMetadata> deployment, Identity server) {
        return new Existing(
                configMap.filter(found -> Ownership.isTheirs(found, server)).map(ConfigMap.class::cast),
                deployment.filter(found -> Ownership.isTheirs(found, server)).map(Deployment.class::cast));
    }
}
