package io.mpmoperator.operator.resources;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.mpmoperator.api.v1alpha1.PodDisruptionBudgetSpec;
import io.mpmoperator.operator.plan.PlannedServer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The PodDisruptionBudget of a server's pods. */
final class PodDisruptionBudgets {

    private PodDisruptionBudgets() {}

    static Optional<PodDisruptionBudget> of(PlannedServer server) {
        return Optional.ofNullable(server.spec().podDisruptionBudget()).map(spec -> of(server, spec));
    }

    private static PodDisruptionBudget of(PlannedServer server, PodDisruptionBudgetSpec spec) {
        return new PodDisruptionBudgetBuilder()
                .withMetadata(Metadata.of(server.identity()).build())
                .withNewSpec()
                .withMinAvailable(spec.minAvailable())
                .withMaxUnavailable(maxUnavailable(spec))
                .withUnhealthyPodEvictionPolicy("AlwaysAllow")
                .withNewSelector()
                .withMatchLabels(ServerLabels.selector(server.identity()))
                .endSelector()
                .endSpec()
                .build();
    }

    private static @Nullable IntOrString maxUnavailable(PodDisruptionBudgetSpec spec) {
        return spec.minAvailable() == null && spec.maxUnavailable() == null
                ? new IntOrString(1)
                : spec.maxUnavailable();
    }
}
