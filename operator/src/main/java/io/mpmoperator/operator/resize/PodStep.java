package io.mpmoperator.operator.resize;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.mpmoperator.operator.plan.PodLayout;
import io.mpmoperator.operator.pods.PodMetrics;
import java.util.Objects;
import java.util.Optional;

/**
 * What is to be done next with a pod that is to reach a goal. A pod that is to have more memory has it before it hears of
 * its configuration; one that is to have less hears first, and gives the memory back when no process of the old
 * configuration is left.
 */
sealed interface PodStep {

    /** It is there. */
    record Done() implements PodStep {}

    /** Its memory is to be changed. */
    record GiveMemory() implements PodStep {}

    /** It is to be told of its configuration. */
    record Announce() implements PodStep {}

    /** Its node or its server is at work: the server restarts inside. */
    record Restarting() implements PodStep {}

    /** Its node is at work. */
    record Resizing() implements PodStep {}

    /**
     * Its server refuses the configuration, and serves on as it did.
     *
     * @param why a sentence that names the pod
     */
    record ConfigurationRefused(String why) implements PodStep {}

    /**
     * It cannot be done in this pod.
     *
     * @param why a sentence that names the pod
     */
    record Refused(String why) implements PodStep {}

    /** Decides on what the pod's status says, and what its server said of itself, where it answered. */
    static PodStep of(Pod pod, Goal goal, Optional<PodMetrics> reading) {
        Optional<String> refusal = refusal(pod);
        if (refusal.isPresent()) {
            return new Refused(
                    "pod %s cannot be resized: %s".formatted(pod.getMetadata().getName(), refusal.get()));
        }
        Optional<ResourceRequirements> asked = Goal.server(pod.getSpec().getContainers());
        boolean memoryAsked = hasLimit(asked, goal) && hasRequest(asked, goal);
        boolean memoryThere = memoryAsked && hasLimit(granted(pod), goal);
        if (!isAnnounced(pod, goal)) {
            return reading.filter(said -> !said.inForce().triesFirst()).isPresent()
                    ? new Refused("the server of pod %s takes up a configuration without trying it first"
                            .formatted(pod.getMetadata().getName()))
                    : beforeAnnouncement(goal, asked, memoryAsked, memoryThere);
        }
        Optional<String> said = reading.flatMap(seen -> seen.inForce().refusalOf(goal.configHash()));
        if (said.isPresent()) {
            return new ConfigurationRefused("pod %s refuses the configuration: %s"
                    .formatted(pod.getMetadata().getName(), said.get()));
        }
        if (reading.filter(seen -> seen.inForce().isOnly(goal.configHash())).isEmpty()) {
            return new Restarting();
        }
        if (!memoryAsked) {
            return new GiveMemory();
        }
        return memoryThere ? new Done() : new Resizing();
    }

    private static PodStep beforeAnnouncement(
            Goal goal, Optional<ResourceRequirements> asked, boolean memoryAsked, boolean memoryThere) {
        boolean shrinks = asked.flatMap(resources -> Goal.memory(resources.getLimits()))
                .filter(limit -> compare(limit, goal.limit()) > 0)
                .isPresent();
        if (shrinks || memoryThere) {
            return new Announce();
        }
        return memoryAsked ? new Resizing() : new GiveMemory();
    }

    static boolean isAnnounced(Pod pod, Goal goal) {
        return Goal.annotation(pod.getMetadata().getAnnotations())
                .filter(goal.configHash()::equals)
                .isPresent();
    }

    private static boolean hasLimit(Optional<ResourceRequirements> resources, Goal goal) {
        return resources
                .flatMap(found -> Goal.memory(found.getLimits()))
                .filter(limit -> compare(limit, goal.limit()) == 0)
                .isPresent();
    }

    private static boolean hasRequest(Optional<ResourceRequirements> resources, Goal goal) {
        return resources
                .flatMap(found -> Goal.memory(found.getRequests()))
                .filter(request -> compare(request, goal.request()) == 0)
                .isPresent();
    }

    /** What the node has given the container, in status.containerStatuses[].resources. */
    private static Optional<ResourceRequirements> granted(Pod pod) {
        return Optional.ofNullable(pod.getStatus()).stream()
                .flatMap(status -> status.getContainerStatuses().stream())
                .filter(container -> PodLayout.CONTAINER.equals(container.getName()))
                .map(container -> container.getResources())
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** The node has no room now (Deferred), or never has (Infeasible). */
    private static Optional<String> refusal(Pod pod) {
        return Optional.ofNullable(pod.getStatus()).stream()
                .flatMap(status -> status.getConditions().stream())
                .filter(condition ->
                        "PodResizePending".equals(condition.getType()) && "True".equals(condition.getStatus()))
                .map(PodStep::sentence)
                .findFirst();
    }

    private static String sentence(PodCondition condition) {
        return "%s, %s"
                .formatted(
                        Objects.requireNonNullElse(condition.getReason(), "pending"),
                        Objects.requireNonNullElse(condition.getMessage(), "its node does not say why"));
    }

    private static int compare(Quantity one, Quantity other) {
        return one.getNumericalAmount().compareTo(other.getNumericalAmount());
    }
}
