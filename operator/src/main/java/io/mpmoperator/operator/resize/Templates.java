package io.mpmoperator.operator.resize;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.mpmoperator.operator.apply.Drift;
import io.mpmoperator.operator.plan.PodLayout;
import io.mpmoperator.operator.resources.Json;
import io.mpmoperator.operator.resources.PodTemplates;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compares the template that pods were made from with the one that is desired. */
public final class Templates {

    private Templates() {}

    /** Whether pods of the running template become those of the desired one by memory and configuration alone. */
    static boolean differInMemoryAndConfigurationAlone(@Nullable PodTemplateSpec running, PodTemplateSpec desired) {
        return running != null
                && Goal.of(running).isPresent()
                && rollHash(running).equals(rollHash(desired))
                && Drift.holds(Json.tree(withGoalOf(desired, running)), Json.tree(running));
    }

    /** The desired Deployment, whose pods keep the memory and the configuration that the live one gives them. */
    public static Deployment keepingGoal(Deployment desired, Deployment live) {
        return new DeploymentBuilder(desired)
                .editSpec()
                .withTemplate(withGoalOf(
                        desired.getSpec().getTemplate(), live.getSpec().getTemplate()))
                .endSpec()
                .build();
    }

    /** The desired Deployment, whose pods are as the live one makes them. */
    public static Deployment keepingPods(Deployment desired, Deployment live) {
        return new DeploymentBuilder(desired)
                .editSpec()
                .withTemplate(live.getSpec().getTemplate())
                .endSpec()
                .build();
    }

    private static Optional<String> rollHash(PodTemplateSpec template) {
        return Optional.ofNullable(template.getMetadata().getAnnotations())
                .map(annotations -> annotations.get(PodTemplates.ROLL_HASH));
    }

    /** The desired template, if the goal were the one of the running template. */
    private static PodTemplateSpec withGoalOf(PodTemplateSpec desired, PodTemplateSpec running) {
        Goal goal = Goal.of(running).orElseThrow();
        return new PodTemplateSpecBuilder(desired)
                .editMetadata()
                .addToAnnotations(PodTemplates.CONFIG_HASH, goal.configHash())
                .endMetadata()
                .editSpec()
                .editMatchingContainer(container -> Objects.equals(PodLayout.CONTAINER, container.getName()))
                .editResources()
                .addToRequests("memory", goal.request())
                .addToLimits("memory", goal.limit())
                .endResources()
                .endContainer()
                .endSpec()
                .build();
    }
}
