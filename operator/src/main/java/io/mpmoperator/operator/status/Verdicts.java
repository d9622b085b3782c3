package io.mpmoperator.operator.status;

import io.mpmoperator.footprint.SizingPlan;
import io.mpmoperator.operator.plan.Decision;
import io.mpmoperator.operator.plan.Quantities;
import io.mpmoperator.operator.pods.PodHealth;
import io.mpmoperator.operator.pods.PodMetrics.Ended;
import io.mpmoperator.operator.pods.PodMetricsHistory;
import io.mpmoperator.operator.pods.PodTrouble;
import io.mpmoperator.operator.resources.DeploymentNotes;
import io.mpmoperator.operator.status.Conditions.Verdict;
import io.mpmoperator.operator.status.Observation.Problem;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an observation means for each of the four conditions. */
final class Verdicts {

    static final String RESIZING = "ResizingInPlace";

    private static final String NO_DEPLOYMENT = "NoDeployment";
    private static final String DEPLOYMENT_PAUSED = "DeploymentPaused";
    private static final String REPLICA_FAILURE = "ReplicaFailure";
    private static final String SIGNALS = "a signal that was not sent by hand is the kernel's, when memory ran out";
    private static final String FAILURES = "their pod's log says why, an OutOfMemoryError first";

    private Verdicts() {}

    static Verdict accepted(Decision decision) {
        return switch (decision) {
            case Decision.Refused(String reason, String message) -> Verdict.no(reason, message);
            case Decision.Accepted(var server) -> Verdict.yes("Planned", sentence(server.plan()));
        };
    }

    private static String sentence(SizingPlan plan) {
        return "%s: at most %d requests in progress, %d open connections and %d processes need %s per pod"
                .formatted(
                        plan.settings().mode().directiveValue(),
                        plan.settings().threads(),
                        plan.settings().connections(),
                        plan.settings().processes(),
                        Quantities.text(plan.memoryLimitBytes()));
    }

    static Verdict available(Observation observation, Optional<Rollout> rollout) {
        if (rollout.isEmpty()) {
            return Verdict.no(NO_DEPLOYMENT, "there are no pods");
        }
        Rollout seen = rollout.get();
        String message = "%d of %d pods are ready".formatted(seen.ready(), seen.desired());
        if (seen.available()) {
            return Verdict.yes("PodsReady", message);
        }
        return obstacle(observation, seen)
                .map(found -> Verdict.no(found.reason(), message + ": " + found.message()))
                .orElseGet(() -> Verdict.no("PodsNotReady", message));
    }

    static Verdict progressing(Observation observation, Optional<Rollout> rollout) {
        if (observation.paused()) {
            return Verdict.no("Paused", "spec.paused is true: nothing is changed");
        }
        if (rollout.isEmpty()) {
            return observation.decision() instanceof Decision.Accepted
                    ? Verdict.yes(NO_DEPLOYMENT, "the Deployment is yet to be created")
                    : Verdict.no("NotAccepted", "there is nothing to roll out");
        }
        Optional<Verdict> refused = observation.troubles().stream()
                .filter(trouble -> PodTrouble.CONFIGURATION_REFUSED.equals(trouble.reason()))
                .findFirst()
                .map(trouble -> Verdict.no(trouble.reason(), trouble.message()));
        if (refused.isPresent()) {
            return refused.get();
        }
        return observation
                .resizing()
                .map(message -> Verdict.yes(RESIZING, message))
                .orElseGet(() -> progressing(observation, rollout.get()));
    }

    private static Verdict progressing(Observation observation, Rollout rollout) {
        if (rollout.paused()) {
            return Verdict.no(DEPLOYMENT_PAUSED, paused(rollout));
        }
        if (rollout.complete()) {
            return missing(observation)
                    .orElseGet(() -> Verdict.no(
                            "RolledOut",
                            "%d of %d pods are up to date".formatted(rollout.updated(), rollout.desired())));
        }
        if (rollout.stuck().isPresent()) {
            return Verdict.no("RolloutStuck", rollout.stuck().get());
        }
        if (rollout.current() && rollout.servesNobody()) {
            return Verdict.yes(
                    "Recreating",
                    "%d of %d pods are up to date, %d pods exist, %d are ready: with rollout.type Recreate all old pods end before new ones start, and no request is served meanwhile"
                            .formatted(rollout.updated(), rollout.desired(), rollout.pods(), rollout.ready()));
        }
        return Verdict.yes("RollingOut", rolling(rollout) + because(observation));
    }

    /** Pods are not given what the spec says while they could not start with it. */
    private static Optional<Verdict> missing(Observation observation) {
        return observation.problems().stream()
                .filter(problem -> Problem.REFERENCE_MISSING.equals(problem.reason()))
                .findFirst()
                .map(problem -> Verdict.no(problem.reason(), problem.message()));
    }

    private static String rolling(Rollout rollout) {
        return rollout.current()
                ? "%d of %d pods are up to date, %d pods exist, %d are ready"
                        .formatted(rollout.updated(), rollout.desired(), rollout.pods(), rollout.ready())
                : "the Deployment's newest spec is yet to be seen by its controller";
    }

    private static String because(Observation observation) {
        return observation
                .deployment()
                .flatMap(DeploymentNotes::rolledBecause)
                .map(reason -> "; pods are replaced because " + reason)
                .orElse("");
    }

    static Verdict degraded(Observation observation, Optional<Rollout> rollout) {
        if (!observation.problems().isEmpty()) {
            return Verdict.yes(
                    observation.problems().getFirst().reason(),
                    observation.problems().stream().map(Problem::message).collect(Collectors.joining("; ")));
        }
        return rollout.flatMap(seen -> attention(observation, seen)).orElseGet(() -> unhealthy(observation.health()));
    }

    private static Optional<Verdict> attention(Observation observation, Rollout rollout) {
        return obstacle(observation, rollout)
                .or(() -> rollout.stuck().map(sentence -> Verdict.yes("RolloutStuck", sentence)))
                .or(() -> rollout.paused()
                        ? Optional.of(Verdict.yes(DEPLOYMENT_PAUSED, paused(rollout)))
                        : Optional.empty());
    }

    /** Why there are fewer pods than asked for: they cannot be created, or do not become ready. */
    private static Optional<Verdict> obstacle(Observation observation, Rollout rollout) {
        Stream<Verdict> notCreated = rollout.failure().stream().map(sentence -> Verdict.yes(REPLICA_FAILURE, sentence));
        Stream<Verdict> notReady =
                observation.troubles().stream().map(trouble -> Verdict.yes(trouble.reason(), trouble.message()));
        return Stream.concat(notCreated, notReady)
                .reduce((first, next) -> Verdict.yes(first.reason(), first.message() + "; " + next.message()));
    }

    private static String paused(Rollout rollout) {
        return "the Deployment is paused, which the operator leaves as it is: %d of %d pods are up to date"
                .formatted(rollout.updated(), rollout.desired());
    }

    /** Lost processes come first: they took requests with them. */
    private static Verdict unhealthy(PodHealth health) {
        List<Verdict> verdicts = Stream.of(
                        ended("ChildrenKilled", health, Ended::killed, "that a signal ended", SIGNALS),
                        ended("ChildrenFailed", health, Ended::failed, "that ended with a failure", FAILURES),
                        saturated(health.saturated()))
                .flatMap(Optional::stream)
                .toList();
        return verdicts.isEmpty()
                ? Verdict.no("AsExpected", "nothing needs attention")
                : Verdict.yes(
                        verdicts.getFirst().reason(),
                        verdicts.stream().map(Verdict::message).collect(Collectors.joining("; ")));
    }

    private static Optional<Verdict> ended(
            String reason, PodHealth health, ToLongFunction<Ended> count, String how, String hint) {
        String pods = health.lost().entrySet().stream()
                .filter(pod -> count.applyAsLong(pod.getValue()) > 0)
                .map(pod -> "child processes of pod %s %s within %d minutes: %d"
                        .formatted(
                                pod.getKey(),
                                how,
                                PodMetricsHistory.REMEMBERED.toMinutes(),
                                count.applyAsLong(pod.getValue())))
                .collect(Collectors.joining("; "));
        return pods.isEmpty() ? Optional.empty() : Optional.of(Verdict.yes(reason, pods + "; " + hint));
    }

    private static Optional<Verdict> saturated(List<String> pods) {
        return pods.isEmpty()
                ? Optional.empty()
                : Optional.of(Verdict.yes(
                        "Saturated",
                        "all request workers of pod %s are busy and further requests wait: allow more of them, or more pods"
                                .formatted(String.join(", ", pods))));
    }
}
