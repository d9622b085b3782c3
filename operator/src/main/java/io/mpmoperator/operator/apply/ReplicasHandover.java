package io.mpmoperator.operator.apply;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.mpmoperator.operator.resources.Json;
import java.util.Optional;

/**
 * Gives the number of a Deployment's pods out of the operator's hands when an autoscaler begins. The operator owns the
 * field until then; a field that its only owner no longer applies falls back to its default, and one pod would be left.
 */
final class ReplicasHandover {

    static final String FIELD_MANAGER = "mpm-operator-handover";

    private ReplicasHandover() {}

    /** What has to be applied by the other field manager before the number is left out; nothing where it is not ours. */
    static Optional<HasMetadata> before(HasMetadata desired, HasMetadata live) {
        if (desired instanceof Deployment wanted
                && live instanceof Deployment present
                && wanted.getSpec().getReplicas() == null
                && present.getSpec().getReplicas() != null
                && isOurs(present)) {
            return Optional.of(replicasAlone(present));
        }
        return Optional.empty();
    }

    private static boolean isOurs(Deployment live) {
        return live.getMetadata().getManagedFields().stream()
                .filter(entry -> Applier.FIELD_MANAGER.equals(entry.getManager()))
                .filter(entry -> "Apply".equals(entry.getOperation()))
                .map(entry -> Json.tree(entry).path("fieldsV1"))
                .map(fields -> fields.path("f:spec").path("f:replicas"))
                .anyMatch(JsonNode::isObject);
    }

    private static Deployment replicasAlone(Deployment live) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withName(live.getMetadata().getName())
                .withNamespace(live.getMetadata().getNamespace())
                .withUid(live.getMetadata().getUid())
                .endMetadata()
                .withNewSpec()
                .withReplicas(live.getSpec().getReplicas())
                .endSpec()
                .build();
    }
}
