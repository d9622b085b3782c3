package io.mpmoperator.e2e.local.node;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentConditionBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.mpmoperator.e2e.local.node.Rollout.PodView;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A Deployment's status, as a pure function of its pods and of the status before. */
final class DeploymentStatuses {

    private static final int DEFAULT_DEADLINE_SECONDS = 600;

    private DeploymentStatuses() {}

    static DeploymentStatus of(Deployment deployment, Rollout rollout, List<PodView> pods, Instant now) {
        List<PodView> present = pods.stream().filter(pod -> !pod.leaving()).toList();
        int ready = (int) present.stream().filter(PodView::ready).count();
        int updated = (int) present.stream()
                .filter(pod -> pod.template().equals(rollout.template()))
                .count();
        int readyUpdated = (int) present.stream()
                .filter(pod -> pod.ready() && pod.template().equals(rollout.template()))
                .count();
        boolean complete = readyUpdated >= rollout.replicas() && present.size() == rollout.replicas();
        int maxUnavailable = switch (rollout.strategy()) {
            case Rollout.Strategy.RollingUpdate(int surge, int unavailable) -> unavailable;
            case Rollout.Strategy.Recreate() -> rollout.replicas();
        };
        Optional<DeploymentStatus> before = Optional.ofNullable(deployment.getStatus());
        boolean progressed = before.map(status -> orZero(status.getUpdatedReplicas()) != updated
                        || orZero(status.getReadyReplicas()) != ready
                        || orZero(status.getReplicas()) != present.size()
                        || orZero(status.getObservedGeneration())
                                != orZero(deployment.getMetadata().getGeneration()))
                .orElse(true);
        return new DeploymentStatusBuilder()
                .withObservedGeneration(deployment.getMetadata().getGeneration())
                .withReplicas(present.size())
                .withUpdatedReplicas(updated)
                .withReadyReplicas(ready)
                .withAvailableReplicas(ready)
                .withUnavailableReplicas(Math.max(0, rollout.replicas() - ready))
                .withConditions(
                        kept(before, available(ready, rollout.replicas() - maxUnavailable), now, false),
                        progressing(deployment, before, complete, progressed, now))
                .build();
    }

    private static long orZero(@Nullable Number number) {
        return Optional.ofNullable(number).map(Number::longValue).orElse(0L);
    }

    private static DeploymentCondition available(int ready, int needed) {
        boolean enough = ready >= needed;
        return condition(
                "Available",
                enough,
                enough ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
                "%d of at least %d pods are ready".formatted(ready, needed));
    }

    private static DeploymentCondition progressing(
            Deployment deployment,
            Optional<DeploymentStatus> before,
            boolean complete,
            boolean progressed,
            Instant now) {
        if (complete) {
            return kept(
                    before,
                    condition("Progressing", true, "NewReplicaSetAvailable", "every pod is of the current template"),
                    now,
                    progressed);
        }
        int deadline = Optional.ofNullable(deployment.getSpec().getProgressDeadlineSeconds())
                .orElse(DEFAULT_DEADLINE_SECONDS);
        boolean late = !progressed
                && find(before, "Progressing")
                        .map(condition -> Instant.parse(condition.getLastUpdateTime()))
                        .map(last -> Duration.between(last, now).toSeconds() > deadline)
                        .orElse(false);
        DeploymentCondition condition = late
                ? condition(
                        "Progressing",
                        false,
                        "ProgressDeadlineExceeded",
                        "no progress in %d seconds".formatted(deadline))
                : condition("Progressing", true, "ReplicaSetUpdated", "pods of the current template are coming");
        return kept(before, condition, now, progressed);
    }

    private static DeploymentCondition condition(String type, boolean status, String reason, String message) {
        return new DeploymentConditionBuilder()
                .withType(type)
                .withStatus(status ? "True" : "False")
                .withReason(reason)
                .withMessage(message)
                .build();
    }

    private static Optional<DeploymentCondition> find(Optional<DeploymentStatus> status, String type) {
        return status.stream()
                .flatMap(before -> before.getConditions().stream())
                .filter(condition -> condition.getType().equals(type))
                .findFirst();
    }

    /** The condition with its times: the transition's is kept while the status is the same. */
    private static DeploymentCondition kept(
            Optional<DeploymentStatus> before, DeploymentCondition condition, Instant now, boolean progressed) {
        String time = now.truncatedTo(ChronoUnit.SECONDS).toString();
        Optional<DeploymentCondition> last = find(before, condition.getType());
        boolean sameStatus = last.isPresent() && last.get().getStatus().equals(condition.getStatus());
        boolean sameReason = last.isPresent() && last.get().getReason().equals(condition.getReason());
        return new DeploymentConditionBuilder(condition)
                .withLastTransitionTime(sameStatus ? last.get().getLastTransitionTime() : time)
                .withLastUpdateTime(sameReason && !progressed ? last.get().getLastUpdateTime() : time)
                .build();
    }
}
