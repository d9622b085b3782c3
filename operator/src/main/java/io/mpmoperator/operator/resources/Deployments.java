package io.mpmoperator.operator.resources;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategy;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategyBuilder;
import io.mpmoperator.api.v1alpha1.RolloutSpec;
import io.mpmoperator.operator.plan.PlannedServer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The Deployment that runs a server's pods. */
public final class Deployments {

    /** The replicas of a spec that says none. */
    public static final int DEFAULT_REPLICAS = 1;

    private static final IntOrString A_QUARTER = new IntOrString("25%");
    private static final IntOrString NONE = new IntOrString(0);

    private static final int REVISIONS_TO_KEEP = 3;
    private static final int SECONDS_UNTIL_STUCK = 600;

    private Deployments() {}

    /** The Deployment of a server. */
    public static Deployment of(PlannedServer server) {
        return of(server, PodTemplates.of(server));
    }

    /** The Deployment of a server whose pods have that template. */
    public static Deployment of(PlannedServer server, PodTemplateSpec template) {
        return new DeploymentBuilder()
                .withMetadata(Metadata.of(server.identity()).build())
                .withNewSpec()
                .withReplicas(replicas(server))
                .withRevisionHistoryLimit(REVISIONS_TO_KEEP)
                .withProgressDeadlineSeconds(SECONDS_UNTIL_STUCK)
                .withNewSelector()
                .withMatchLabels(ServerLabels.selector(server.identity()))
                .endSelector()
                .withStrategy(strategy(server.spec().rollout()))
                .withTemplate(template)
                .endSpec()
                .build();
    }

    private static DeploymentStrategy strategy(@Nullable RolloutSpec rollout) {
        if (rollout != null && RolloutSpec.RECREATE.equals(rollout.type())) {
            return new DeploymentStrategyBuilder().withType("Recreate").build();
        }
        return new DeploymentStrategyBuilder()
                .withType("RollingUpdate")
                .withNewRollingUpdate()
                .withMaxUnavailable(
                        rollout == null || rollout.maxUnavailable() == null ? NONE : rollout.maxUnavailable())
                .withMaxSurge(rollout == null || rollout.maxSurge() == null ? A_QUARTER : rollout.maxSurge())
                .endRollingUpdate()
                .build();
    }

    /** Under an autoscaler the number of pods is not the operator's. */
    private static @Nullable Integer replicas(PlannedServer server) {
        return server.spec().autoscaling() == null
                ? Objects.requireNonNullElse(server.spec().replicas(), DEFAULT_REPLICAS)
                : null;
    }
}
