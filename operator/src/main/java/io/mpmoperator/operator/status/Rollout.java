package io.mpmoperator.operator.status;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategy;
import io.mpmoperator.operator.resources.DeploymentNotes;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How far a Deployment is.
 *
 * @param current whether its controller has seen its newest spec
 * @param desired pods that are asked for
 * @param pods pods that exist
 * @param updated pods with the newest template
 * @param ready pods that are ready
 * @param stuck the controller's sentence, once it has given up waiting for progress
 * @param failure the controller's sentence, while pods cannot be created: a quota, a missing service account
 * @param paused whether somebody paused it
 * @param recreating whether all old pods go before a new one comes
 */
record Rollout(
        boolean current,
        int desired,
        int pods,
        int updated,
        int ready,
        Optional<String> stuck,
        Optional<String> failure,
        boolean paused,
        boolean recreating) {

    private static final String DEADLINE = "ProgressDeadlineExceeded";
    private static final String REPLICA_FAILURE = "ReplicaFailure";

    static Rollout of(Deployment deployment) {
        DeploymentStatus status = Objects.requireNonNullElseGet(deployment.getStatus(), DeploymentStatus::new);
        return new Rollout(
                number(status.getObservedGeneration())
                        >= number(deployment.getMetadata().getGeneration()),
                (int) number(deployment.getSpec().getReplicas(), 1),
                (int) number(status.getReplicas()),
                (int) number(status.getUpdatedReplicas()),
                (int) number(status.getReadyReplicas()),
                message(status, condition -> DEADLINE.equals(condition.getReason())),
                message(status, Rollout::isFailure),
                DeploymentNotes.of(deployment).isPausedByHand(),
                recreates(deployment.getSpec().getStrategy()));
    }

    /** Where no pod is asked for and none exists, nothing has to be rolled out, and nothing has to be observed first. */
    boolean complete() {
        boolean empty = desired == 0 && pods == 0;
        return empty || (current && updated == desired && pods == desired && ready >= desired);
    }

    boolean available() {
        return ready >= desired;
    }

    /** Whether all old pods are ended before new ones start, and none is ready now. */
    boolean servesNobody() {
        return recreating && desired > 0 && !complete() && (ready == 0 || updated == 0);
    }

    private static boolean recreates(@Nullable DeploymentStrategy strategy) {
        return strategy != null && "Recreate".equals(strategy.getType());
    }

    private static boolean isFailure(DeploymentCondition condition) {
        return REPLICA_FAILURE.equals(condition.getType()) && "True".equals(condition.getStatus());
    }

    private static Optional<String> message(DeploymentStatus status, Predicate<DeploymentCondition> which) {
        return status.getConditions().stream()
                .filter(which)
                .map(DeploymentCondition::getMessage)
                .findFirst();
    }

    private static long number(@Nullable Number number) {
        return number(number, 0);
    }

    private static long number(@Nullable Number number, long otherwise) {
        return number == null ? otherwise : number.longValue();
    }
}
