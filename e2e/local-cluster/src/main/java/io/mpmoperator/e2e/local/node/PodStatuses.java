package io.mpmoperator.e2e.local.node;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** A pod's status as a kubelet writes it, as a pure function of the pod's state and of the status before. */
final class PodStatuses {

    private PodStatuses() {}

    static PodStatus of(Pod pod, PodState state, Instant now) {
        boolean running = state.phase() instanceof PodState.Phase.Running;
        boolean ready = running && state.ready();
        PodStatusBuilder status = new PodStatusBuilder()
                .withPhase(running || state.restarts() > 0 ? "Running" : "Pending")
                .withStartTime(text(state.since()))
                .withHostIP("127.0.0.1")
                .withConditions(
                        condition(pod, "PodScheduled", true, now),
                        condition(pod, "Initialized", true, now),
                        condition(pod, "ContainersReady", ready, now),
                        condition(pod, "Ready", ready, now))
                .withContainerStatuses(container(pod, state, ready));
        state.ip().ifPresent(ip -> status.withPodIP(ip).addNewPodIP(ip));
        return status.build();
    }

    static boolean isReady(Pod pod) {
        return find(pod, "Ready")
                .map(condition -> condition.getStatus().equals("True"))
                .orElse(false);
    }

    private static String text(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static Optional<PodCondition> find(Pod pod, String type) {
        return Optional.ofNullable(pod.getStatus()).stream()
                .flatMap(status -> status.getConditions().stream())
                .filter(condition -> condition.getType().equals(type))
                .findFirst();
    }

    private static PodCondition condition(Pod pod, String type, boolean status, Instant now) {
        String text = status ? "True" : "False";
        String since = find(pod, type)
                .filter(before -> before.getStatus().equals(text))
                .map(PodCondition::getLastTransitionTime)
                .orElse(text(now));
        return new PodConditionBuilder()
                .withType(type)
                .withStatus(text)
                .withLastTransitionTime(since)
                .build();
    }

    private static ContainerStatus container(Pod pod, PodState state, boolean ready) {
        var container = pod.getSpec().getContainers().getFirst();
        ContainerStatusBuilder status = new ContainerStatusBuilder()
                .withName(container.getName())
                .withImage(container.getImage())
                .withImageID("")
                .withReady(ready)
                .withStarted(state.phase() instanceof PodState.Phase.Running)
                .withRestartCount(state.restarts())
                .withState(current(state.phase()));
        state.ended().ifPresent(ended -> status.withLastState(terminated(ended)));
        return status.build();
    }

    private static ContainerState current(PodState.Phase phase) {
        return switch (phase) {
            case PodState.Phase.Waiting(String reason, String message) ->
                new ContainerStateBuilder()
                        .withNewWaiting()
                        .withReason(reason)
                        .withMessage(message)
                        .endWaiting()
                        .build();
            case PodState.Phase.Running(Instant started) ->
                new ContainerStateBuilder()
                        .withNewRunning()
                        .withStartedAt(text(started))
                        .endRunning()
                        .build();
        };
    }

    private static ContainerState terminated(PodState.Ended ended) {
        return new ContainerStateBuilder()
                .withNewTerminated()
                .withExitCode(ended.exitCode())
                .withReason(ended.reason())
                .withStartedAt(text(ended.started()))
                .withFinishedAt(text(ended.finished()))
                .endTerminated()
                .build();
    }
}
