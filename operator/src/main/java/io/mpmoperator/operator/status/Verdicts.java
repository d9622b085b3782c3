package io.mpmoperator.operator.status;

import io.mpmoperator.footprint.SizingPlan;
import io.mpmoperator.operator.plan.Decision;
import io.mpmoperator.operator.plan.Memory;
import io.mpmoperator.operator.pods.LoadHistory;
import io.mpmoperator.operator.pods.PodTrouble;
import io.mpmoperator.operator.pods.Strain;
import io.mpmoperator.operator.status.Conditions.Verdict;
import io.mpmoperator.operator.status.Observation.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What an observation means for each of the four conditions. */
final class Verdicts {

    static final String RESIZING = "ResizingInPlace";

    private static final String NO_DEPLOYMENT = "NoDeployment";

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
                        Memory.text(plan.memoryLimitBytes()));
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
        return observation.troubles().isEmpty()
                ? Verdict.no("PodsNotReady", message)
                : Verdict.no(observation.troubles().getFirst().reason(), message + ": " + sentences(observation));
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
        return observation
                .resizing()
                .map(message -> Verdict.yes(RESIZING, message))
                .orElseGet(() -> progressing(rollout.get()));
    }

    private static Verdict progressing(Rollout rollout) {
        if (rollout.complete()) {
            return Verdict.no(
                    "RolledOut", "%d of %d pods are up to date".formatted(rollout.updated(), rollout.desired()));
        }
        if (rollout.stuck().isPresent()) {
            return Verdict.no("RolloutStuck", rollout.stuck().get());
        }
        return Verdict.yes(
                "RollingOut",
                rollout.current()
                        ? "%d of %d pods are up to date, %d pods exist, %d are ready"
                                .formatted(rollout.updated(), rollout.desired(), rollout.pods(), rollout.ready())
                        : "the Deployment's newest spec is yet to be seen by its controller");
    }

    static Verdict degraded(Observation observation, Optional<Rollout> rollout) {
        if (!observation.problems().isEmpty()) {
            return Verdict.yes(
                    observation.problems().getFirst().reason(),
                    observation.problems().stream().map(Problem::message).collect(Collectors.joining("; ")));
        }
        if (!observation.troubles().isEmpty()) {
            return Verdict.yes(observation.troubles().getFirst().reason(), sentences(observation));
        }
        Optional<String> stuck = rollout.flatMap(Rollout::stuck);
        if (stuck.isPresent()) {
            return Verdict.yes("RolloutStuck", stuck.get());
        }
        return strained(observation.strain());
    }

    private static String sentences(Observation observation) {
        return observation.troubles().stream().map(PodTrouble::message).collect(Collectors.joining("; "));
    }

    /** Lost processes come first: they took requests with them. */
    private static Verdict strained(Strain strain) {
        String saturated = saturated(strain.saturated());
        if (!strain.killed().isEmpty()) {
            String killed = killed(strain.killed());
            return Verdict.yes("ChildrenKilled", saturated.isEmpty() ? killed : killed + "; " + saturated);
        }
        return saturated.isEmpty()
                ? Verdict.no("AsExpected", "nothing needs attention")
                : Verdict.yes("Saturated", saturated);
    }

    private static String killed(Map<String, Long> killed) {
        return killed.entrySet().stream()
                .map(pod -> "child processes of pod %s that a signal ended within %d minutes: %d"
                        .formatted(pod.getKey(), LoadHistory.REMEMBERED.toMinutes(), pod.getValue()))
                .collect(Collectors.joining(
                        "; ", "", "; a signal that nobody sent is the kernel's, when memory ran out"));
    }

    private static String saturated(List<String> pods) {
        return pods.isEmpty()
                ? ""
                : "all request workers of pod %s are busy and further requests wait: allow more of them, or more pods"
                        .formatted(String.join(", ", pods));
    }
}
